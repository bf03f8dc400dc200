# Sourced by `run`, `test` and `screenshots`: makes .venv from the hash-locked lists and sees to the
# system libraries of Qt. What is in order already costs a few milliseconds.
#
#   prepare_environment runtime|dev    .venv with what the program (and its tests) import
#   prepare_libraries PLUGIN…          the system libraries that these plugins of Qt need
#   wish_libraries PLUGIN…             the same, but the program starts without them too
#   wish_tools TOOL…                   programs of the system that some tests need

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
fresh= listed=
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 DEBIAN_FRONTEND=noninteractive

say() { printf '%s\n' "$*" >&2; }

# fail 中文 English: one sentence that says what to do, and the end.
fail() {
    say "$1（$2）"
    exit 1
}

# as_root COMMAND…: false when there is no way to become root.
as_root() {
    if ((EUID == 0)); then
        "$@"
    elif ! command -v sudo >/dev/null; then
        return 1
    elif [[ -t 0 ]]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# apt_install PACKAGE…: false when they could not be installed.
apt_install() {
    command -v apt-get >/dev/null || return 1
    say "正在安装系统组件：$*"
    [[ -n $listed ]] || as_root apt-get update -qq >/dev/null || true # one of many sources may be away
    listed=yes
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o Dpkg::Use-Pty=0 "$@" >/dev/null
}

# find_python: sets `python` to one that runs the locked libraries and can make environments.
find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        python=$(command -v "$name") || continue
        "$python" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
            2>/dev/null && return
    done
    return 1
}

prepare_environment() {
    local lists=(requirements.txt) python list options=()
    [[ $1 == dev ]] && lists+=(requirements-dev.txt)
    local stamp wanted
    stamp=$venv/zhibu-$1
    wanted=$root$'\n'$(cd "$root" && sha256sum pyproject.toml "${lists[@]/#/packaging/}")
    [[ -x $venv/bin/python && -f $stamp && $(<"$stamp") == "$wanted" ]] && return

    fresh=yes
    say "首次运行或程序有更新，正在准备运行环境，约需一分钟……"
    if [[ ! -x $venv/bin/python || ! -f $venv/zhibu-root || $(<"$venv/zhibu-root") != "$root" ]]; then
        find_python || { apt_install python3 python3-venv && find_python; } || fail \
            "没有可用的Python：请安装Python 3.11、3.12或3.13（Debian、统信、麒麟：以管理员运行 apt install python3 python3-venv），再运行一次。" \
            "Please install Python 3.11 to 3.13 with its venv module, then try again."
        "$python" -m venv --clear "$venv" >&2 || fail \
            "在“$root”里不能建立运行环境：请检查磁盘空间和写入权限，再运行一次。" \
            "Cannot create $venv: please check free space and permissions."
        printf '%s\n' "$root" >"$venv/zhibu-root"
    fi
    for list in "${lists[@]}"; do options+=(-r "$root/packaging/$list"); done
    {
        "$venv/bin/python" -m pip install --quiet --require-hashes --only-binary :all: "${options[@]}" &&
            "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --no-index -e "$root"
    } >&2 || fail \
        "程序组件没有装上（原因见上面几行）：请检查网络和磁盘空间，再运行一次；只有第一次需要网络。" \
        "Installing the components failed: please check the network and free space, then try again."
    printf '%s\n' "$wanted" >"$stamp"
}

# package_of SONAME: the Debian package that holds a library of Qt's.
package_of() {
    case $1 in
        libGL.so.1) echo libgl1 ;;
        libEGL.so.1) echo libegl1 ;;
        libX11-xcb.so.1) echo libx11-xcb1 ;;
        libX11.so.6) echo libx11-6 ;;
        libcups.so.2) echo libcups2 ;;
        libdbus-1.so.3) echo libdbus-1-3 ;;
        libfontconfig.so.1) echo libfontconfig1 ;;
        libfreetype.so.6) echo libfreetype6 ;;
        libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
        libgssapi_krb5.so.2) echo libgssapi-krb5-2 ;;
        libxkbcommon.so.0) echo libxkbcommon0 ;;
        libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
        libwayland-*.so.* | libxcb*.so.*) # libxcb-cursor.so.0 is in libxcb-cursor0
            echo "${1%%.so.*}${1##*.so.}" ;;
    esac
}

# missing_libraries PLUGIN…: the names of libraries that the system lacks.
missing_libraries() {
    local folder
    folder=$(echo "$venv"/lib/python3.*/site-packages/PySide6/Qt/plugins)
    command -v ldd >/dev/null || return 0
    ldd "${@/#/$folder/}" 2>/dev/null | awk '/not found/ && !seen[$1]++ {print $1}'
}

# install_libraries PLUGIN…: what can be done for them; leaves `packages` for the sentence.
install_libraries() {
    packages=$(for name in $(missing_libraries "$@"); do package_of "$name"; done | sort -u)
    # shellcheck disable=SC2086 # a list of words
    [[ -z $packages ]] || apt_install $packages || true
}

prepare_libraries() {
    local missing packages
    [[ -n $(missing_libraries "$@") ]] || return 0
    install_libraries "$@"
    missing=$(missing_libraries "$@")
    [[ -z $missing ]] || fail \
        "系统缺少${missing//$'\n'/、}：请管理员安装（Debian、统信、麒麟：apt install ${packages//$'\n'/ }），再运行一次。" \
        "System libraries of Qt are missing: please have them installed, then try again."
}

# Libraries that the window can do without are tried for once, when the environment is made.
wish_libraries() {
    [[ -z $fresh ]] || install_libraries "$@"
}

# A test that needs a tool which cannot be had is passed over and says so.
wish_tools() {
    local tool
    [[ $(uname) == Linux ]] || return 0
    for tool in "$@"; do
        command -v "$tool" >/dev/null || apt_install "$tool" || true
    done
}
