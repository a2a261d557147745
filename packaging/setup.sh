# Makes .venv fit to run ClipPhotos; sourced by run, test and others, for bash 3.2 or later.
#
# set_up KIND   installs what KIND (run or test) needs, and costs next to nothing when that was done before.
#               Everything it says goes to standard error: standard output belongs to the program.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
python=$venv/bin/python

say() { printf 'ClipPhotos: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# apt_install PACKAGE...: installs them, or fails.
apt_install() {
    say "installing from the system's packages: $*"
    # stdin is not apt's to read, and another package manager at work is worth waiting for.
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 update </dev/null >/dev/null || true
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
        install "$@" </dev/null >/dev/null
}

# python_fits PYTHON: whether it starts and is of a version that ClipPhotos works with.
python_fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 && python_fits "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

create_venv() {
    local base
    base=$(find_python) || base=
    if can_apt && { [ -z "$base" ] || ! can_make_venv "$base"; }; then
        apt_install python3 python3-venv python3-dev || true
        base=$(find_python) || base=
    fi
    [ -n "$base" ] || die "needs Python 3.11, 3.12 or 3.13, and found none of them on the PATH. Install one" \
        "(on Debian and Ubuntu: sudo apt-get install python3 python3-venv python3-dev) and start this again."
    can_make_venv "$base" || die "$base cannot make virtual environments. Install the rest of it" \
        "(on Debian and Ubuntu: sudo apt-get install python3-venv) and start this again."
    "$base" -m venv "$venv" >&2 || die "could not make a virtual environment in $venv."
}

# A virtual environment that somebody made is completed; one that does not start is of no use to anybody.
ensure_venv() {
    if [ -e "$venv" ] || [ -L "$venv" ]; then
        if "$python" -c '' >/dev/null 2>&1; then
            python_fits "$python" || die "$venv has a Python that is not 3.11, 3.12 or 3.13. Remove it and start again."
            "$python" -c 'import pip' >/dev/null 2>&1 || "$python" -m ensurepip >/dev/null 2>&1 || true
            if "$python" -c 'import pip' >/dev/null 2>&1; then return; fi
        fi
        say "making $venv again: what is there does not work"
        rm -rf "$venv"
    fi
    create_venv
}

# hnswlib comes as source, for most systems.
ensure_compiler() {
    local missing='' headers=0
    if "$python" -c 'import hnswlib' >/dev/null 2>&1; then return; fi
    command -v c++ >/dev/null 2>&1 || command -v g++ >/dev/null 2>&1 || missing=build-essential
    "$python" -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' >/dev/null 2>&1 || headers=1
    if [ "$headers" = 1 ]; then
        missing="$missing python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-dev"
    fi
    [ -n "$missing" ] || return 0
    if can_apt; then
        # shellcheck disable=SC2086 # a list of words
        apt_install $missing && return
    fi
    if [ "$(uname)" = Darwin ]; then
        die "needs a C++ compiler. Install it with: xcode-select --install"
    fi
    die "needs a C++ compiler and Python's headers. On Debian and Ubuntu: sudo apt-get install $missing"
}

# fingerprint KIND: what an installation depends on. A moved folder counts: a virtual environment cannot move.
fingerprint() {
    { printf '%s\n' "$1" "$root"; cat "$root/pyproject.toml" "$venv/pyvenv.cfg"; } 2>/dev/null | cksum
}

# A run is also satisfied with what a test installed.
is_set_up() {
    local kind
    [ -x "$python" ] || return 1
    for kind in "$1" test; do
        if [ -f "$venv/.set-up-$kind" ] && [ "$(cat "$venv/.set-up-$kind")" = "$(fingerprint "$kind")" ]; then
            return
        fi
    done
    return 1
}

install() {
    local what=$root
    if is_set_up "$1"; then return; fi # by whoever held the lock before
    if [ "$1" = test ]; then what="${root}[test]"; fi
    say "setting up $venv; the first time takes some minutes and gigabytes"
    rm -f "$venv/.set-up-run" "$venv/.set-up-test"
    ensure_venv
    ensure_compiler
    PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 \
        "$python" -m pip install --quiet --editable "$what" </dev/null >&2 ||
        die "the installation failed; the reason is above. Start this again to go on from there."
    fingerprint "$1" >"$venv/.set-up-$1.$$"
    mv "$venv/.set-up-$1.$$" "$venv/.set-up-$1"
    say "set up"
}

# Two first starts at once take turns. Without flock (macOS) the lock is a link to the holder's process number, made in
# one step. A holder that is gone is looked at twice: if it is dead and the link still names it, nobody else removes it.
install_in_turn() {
    local lock=$root/.venv.lock holder
    if command -v flock >/dev/null 2>&1; then
        (
            if ! flock -n 9; then
                say "waiting for another set-up of $venv"
                flock 9
            fi
            install "$1"
        ) 9>"$lock"
        return
    fi
    until ln -s "process-$$" "$lock.held" 2>/dev/null; do
        [ -L "$lock.held" ] || [ -w "$root" ] || die "cannot write in $root."
        if mkdir "$lock.recover" 2>/dev/null; then
            holder=$(readlink "$lock.held") || holder=
            if [ -n "$holder" ] && ! kill -0 "${holder#process-}" 2>/dev/null &&
                [ "$(readlink "$lock.held")" = "$holder" ]; then
                rm -f "$lock.held"
            fi
            rmdir "$lock.recover"
        else
            find "$lock.recover" -prune -mmin +1 -exec rmdir {} + 2>/dev/null || true
        fi
        sleep 1
    done
    trap 'rm -f "$root/.venv.lock.held"' EXIT
    (install "$1") || exit 1
    rm -f "$lock.held"
    trap - EXIT
}

set_up() {
    if ! is_set_up "$1"; then
        install_in_turn "$1" || exit 1
    fi
}

# missing_libraries: the names of the system libraries that Qt wants and does not find, by the loader's own word.
missing_libraries() {
    local qt
    command -v ldd >/dev/null 2>&1 || return 0
    for qt in "$venv"/lib/python3.*/site-packages/PySide6; do
        ldd "$qt/QtWidgets.abi3.so" "$qt/Qt/plugins/platforms/libqxcb.so" "$qt/Qt/plugins/platforms/libqoffscreen.so" \
            2>/dev/null | awk '/not found/ { print $1 }' | sort -u
    done
}

# debian_packages LIBRARY...: the packages that bring them.
debian_packages() {
    local library
    for library in "$@"; do
        case $library in
        libEGL.so.*) echo libegl1 ;;
        libGL.so.*) echo libgl1 ;;
        libGLX.so.*) echo libglx0 ;;
        libOpenGL.so.*) echo libopengl0 ;;
        libICE.so.*) echo libice6 ;;
        libSM.so.*) echo libsm6 ;;
        libX11.so.*) echo libx11-6 ;;
        libX11-xcb.so.*) echo libx11-xcb1 ;;
        libdbus-1.so.*) echo libdbus-1-3 ;;
        libfontconfig.so.*) echo libfontconfig1 ;;
        libfreetype.so.*) echo libfreetype6 ;;
        libglib-2.0.so.* | libgthread-2.0.so.*) echo libglib2.0-0 ;;
        libxcb.so.*) echo libxcb1 ;;
        libxcb-icccm.so.*) echo libxcb-icccm4 ;;
        libxcb-keysyms.so.*) echo libxcb-keysyms1 ;;
        libxcb-sync.so.*) echo libxcb-sync1 ;;
        libxcb-util.so.*) echo libxcb-util1 ;;
        libxcb-xkb.so.*) echo libxcb-xkb1 ;;
        libxcb-*.so.*) echo "${library%%.so*}0" ;;
        libxkbcommon.so.*) echo libxkbcommon0 ;;
        libxkbcommon-x11.so.*) echo libxkbcommon-x11-0 ;;
        libz.so.*) echo zlib1g ;;
        libzstd.so.*) echo libzstd1 ;;
        esac
    done | sort -u
}

# ensure_qt: installs the system libraries that the window needs; fails, having said what to install, where it cannot.
# shellcheck disable=SC2086 # lists of words
ensure_qt() {
    local missing packages
    if [ "$(uname)" != Linux ]; then return; fi
    missing=$(missing_libraries)
    if [ -z "$missing" ]; then return; fi
    packages=$(debian_packages $missing)
    if can_apt && [ -n "$packages" ] && apt_install $packages && [ -z "$(missing_libraries)" ]; then return; fi
    say "the window needs system libraries that are not installed:" $missing
    if command -v apt-get >/dev/null 2>&1; then
        say "install them with: sudo apt-get install" $packages
    fi
    return 1
}
