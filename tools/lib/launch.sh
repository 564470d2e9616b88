# shellcheck shell=bash
# What the launchers in tools/ share: finds Java, builds the jars when a source is newer, runs the command line.
# Sourced by them, not run.

telltale_home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
telltale_dist=$telltale_home/tools/target/dist

# Prints the major version of the Java program given, 0 when it is none.
java_major() {
  local version
  version=$("$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = \(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p')
  printf '%s\n' "${version:-0}"
}

# Sets java and java_version: JAVA_HOME's if that is new enough, else the one on the PATH.
find_java() {
  local candidate found=
  for candidate in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java || true)"; do
    [ -x "$candidate" ] || continue
    java_version=$(java_major "$candidate")
    if [ "$java_version" -ge 17 ]; then
      java=$candidate
      return
    fi
    found="$found $candidate (version $java_version)"
  done
  printf 'java: expected version 17 or newer, found%s; on Debian: apt-get install openjdk-17-jdk-headless\n' "${found:- none}" >&2
  exit 1
}

# Whether the jars are missing or older than anything they are made of.
stale() {
  local made=$telltale_dist/made newer
  [ -f "$made" ] || return 0
  newer=$(cd "$telltale_home" && find pom.xml ./*/pom.xml ./*/src/main -newer "$made" -print -quit)
  [ -n "$newer" ]
}

build_dist() {
  local log=$telltale_home/tools/target/dist-build.log home
  mkdir -p "$telltale_home/tools/target"
  if command -v flock >/dev/null; then # two launchers at once: the second waits, and finds the jars made
    exec 9>"$telltale_home/tools/target/.dist.lock"
    flock 9
    stale || { exec 9>&-; return; }
  fi
  home=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")
  if [ ! -x "$home/bin/javac" ]; then
    printf '%s: expected a JDK (javac beside java) to build with, found a runtime only; on Debian: apt-get install openjdk-17-jdk-headless\n' "$home" >&2
    exit 1
  fi
  echo "building Telltale's jars (a minute or two the first time); log: $log" >&2
  # Marked with the time before the build: a source saved while it runs makes the jars stale again.
  : >"$telltale_home/tools/target/dist-started"
  if ! (cd "$telltale_home" && JAVA_HOME=$home ./mvnw -B -ntp -pl tools -am package \
    -DskipTests -Dspotless.check.skip -Denforcer.skip) >"$log" 2>&1 9>&- </dev/null; then
    tail -n 25 "$log" >&2
    echo "$log: expected the jars to build, found the errors above" >&2
    exit 1
  fi
  mv "$telltale_home/tools/target/dist-started" "$telltale_dist/made"
  exec 9>&-
}

# run_telltale ARGUMENT...: becomes the Java program, with the JVM options in telltale_options, if there are any.
run_telltale() {
  local -a options=("-Dtelltale.home=$telltale_home" ${telltale_options[@]+"${telltale_options[@]}"})
  find_java
  if stale; then build_dist; fi
  # The SQLite driver loads a native library, which newer versions warn about unless it is allowed.
  if [ "$java_version" -ge 24 ]; then options+=(--enable-native-access=ALL-UNNAMED); fi
  exec "$java" "${options[@]}" -cp "$telltale_dist/lib/*" dev.telltale.tools.Telltale "$@"
}
