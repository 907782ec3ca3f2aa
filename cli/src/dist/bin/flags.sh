# Sourced by bin/sluice and bin/class-data, which must give the JVM the same: sets vector.

# The module of the vector kernels; a later Java may have moved it, then scalar kernels serve.
vector=
while IFS= read -r line; do
  case $line in
    MODULES=*jdk.incubator.vector*) vector='--add-modules=jdk.incubator.vector' ;;
  esac
done <"$JAVA_HOME/release"
