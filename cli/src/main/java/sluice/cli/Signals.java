package sluice.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import sluice.train.Stop;

/**
 * What Ctrl-C (SIGINT) and SIGTERM do to a training: the first one asks it to finish its step and
 * save, the second leaves at once. Where there is no step to finish the first one leaves as well.
 *
 * <p>{@code sun.misc.Signal} is the one way to hear a signal without the end of the process that a
 * shutdown hook comes with; it is reached by reflection, as javac warns of it and cannot be told
 * not to.
 */
final class Signals implements AutoCloseable {
  private static final Map<String, Integer> CODES = Map.of("INT", 130, "TERM", 143);

  private final Stop stop;
  private final Console console;
  private final IntConsumer leave;
  private final Map<String, Object> before = new HashMap<>();
  private volatile boolean stoppable;
  private int code; // of the first signal; 0 before

  /**
   * Hears nothing yet.
   *
   * @param stop is asked when a training shall end
   * @param console told what happens
   * @param leave ends the process with an exit code
   */
  Signals(Stop stop, Console console, IntConsumer leave) {
    this.stop = stop;
    this.console = console;
    this.leave = leave;
  }

  /** From now on hears the signals of this process. */
  Signals listen() {
    CODES.forEach((name, signalCode) -> set(name, handler(signalCode)));
    return this;
  }

  /** From now on there is, or is not, a step to finish and a training to save. */
  void stoppable(boolean value) {
    stoppable = value;
  }

  /** The exit code of the signal that asked for the end, 0 if none did. */
  synchronized int code() {
    return code;
  }

  /** A signal came. */
  void received(int signalCode) {
    boolean first;
    synchronized (this) {
      first = code == 0;
      code = first ? signalCode : code;
    }
    if (first && stoppable) {
      stop.request();
      console.say("sluice: finishing this step, then saving; once more leaves at once.");
      return;
    }
    console.say("sluice: interrupted.");
    leave.accept(signalCode);
  }

  /** Gives the signals back to those who had them. */
  @Override
  public void close() {
    Map.copyOf(before).forEach(this::set);
    before.clear();
  }

  private Object handler(int signalCode) {
    Integer self = signalCode; // answers equals, hashCode and toString
    InvocationHandler handler =
        (proxy, method, values) -> {
          if (!method.getName().equals("handle")) {
            return method.invoke(self, values);
          }
          received(signalCode);
          return null;
        };
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a JDK 25 has sun.misc.SignalHandler", e);
    }
  }

  private void set(String name, Object handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Object old =
          signal
              .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
              .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
      before.putIfAbsent(name, old);
    } catch (InvocationTargetException e) {
      // With -Xrs the JVM leaves signals alone: then they end it at once, and --resume goes on
      // from the last checkpoint.
      console.say("sluice: SIG" + name + " ends the run without saving: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a JDK 25 has sun.misc.Signal", e);
    }
  }
}
