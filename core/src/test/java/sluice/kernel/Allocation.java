package sluice.kernel;

import java.lang.reflect.Method;

/**
 * The bytes that the current thread has allocated so far.
 *
 * <p>Read from {@code com.sun.management.ThreadMXBean} by reflection, as the module under test does
 * not read jdk.management. A call allocates a few bytes itself.
 */
public final class Allocation {
  private static final Object BEAN;
  private static final Method BYTES;

  static {
    try {
      BEAN =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      BYTES =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes");
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Allocation() {}

  /** Returns the counter; compare two of its values with some 200 bytes to spare. */
  public static long bytes() {
    try {
      return (long) BYTES.invoke(BEAN);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
