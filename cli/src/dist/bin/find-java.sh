# Sourced by ./build, ./sluice and bin/sluice: finds a JDK for Sluice without starting Java.
#
# find_java sets JAVA_HOME and returns 0, or explains on standard error and returns 2. It asks
# JAVA_HOME, the java on PATH, then the usual folders; there Java 25 comes first, else the newest.
# A JDK names its version in a file called "release".

java_major() { # folder -> the major version, or nothing where there is no JDK
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r key value; do
    [ "$key" = JAVA_VERSION ] || continue
    value=${value#\"}
    printf '%s\n' "${value%%[!0-9]*}"
    return 0
  done <"$1/release"
}

java_of_path() { # the home of the java on PATH, its links followed; readlink -f is not everywhere
  link=$(command -v java) || return 0
  while [ -L "$link" ]; do
    target=$(ls -ld -- "$link")
    target=${target#*" -> "}
    case $target in
      /*) link=$target ;;
      *) link=${link%/*}/$target ;;
    esac
  done
  CDPATH='' cd -- "${link%/*}/.." 2>/dev/null && pwd
}

usual_homes() {
  for candidate in /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/*/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
    "${HOME:-}"/.local/share/mise/installs/java/*; do
    [ -d "$candidate" ] && printf '%s\n' "$candidate"
  done
}

find_java() {
  found=
  for candidate in "${JAVA_HOME:-}" "$(java_of_path)"; do
    [ -n "$candidate" ] || continue
    major=$(java_major "$candidate")
    if [ "${major:-0}" -ge 25 ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
    found="${found:+$found, }${major:+Java }${major:-no JDK} in $candidate"
  done
  newest=0
  words=$IFS
  IFS='
'
  for candidate in $(usual_homes); do
    major=$(java_major "$candidate")
    [ "${major:-0}" -ge 25 ] && [ "$newest" -ne 25 ] || continue
    if [ "$major" -eq 25 ] || [ "$major" -gt "$newest" ]; then
      newest=$major
      JAVA_HOME=$candidate
    fi
  done
  IFS=$words
  if [ "$newest" -ge 25 ]; then
    export JAVA_HOME
    return 0
  fi
  echo "sluice: needs a JDK, version 25 or later; found ${found:-none}." >&2
  echo "sluice: install one (Eclipse Temurin 25, for instance) or set JAVA_HOME to its folder." >&2
  return 2
}
