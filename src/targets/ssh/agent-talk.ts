/** How the script on the server talks, and as whom it does what it does. A part of the agent script, with its rules for the writer. */
export const AGENT_TALK = String.raw`
set -u -o pipefail
export LC_ALL=C
umask 022
trap '' PIPE
trap 'finish; exit 143' HUP INT TERM
nonce= path= backups= backup= exclude= only= units= health= failed= staged= fingerprint= version= method= wanted= commit= prune=
since= cursor= unit= from= problem= files_by=root finished= stopped= was_active= began= recovered= was_reset= started= locked=

# First who runs it.
pack() { local by=$1; shift; "$by" tar --create --file=- --format=posix --acls --xattrs --xattrs-include='*' --sparse --numeric-owner --anchored --no-wildcards "$@"; }
unpack() { local by=$1; shift; "$by" tar --extract --file=- --acls --xattrs --xattrs-include='*' --preserve-permissions --same-owner --numeric-owner "$@"; }

# Never fails: the steps go on whoever reads. Most fields need no encoding, and no process of their own.
say() {
  printf 'safe-landing %s' "$nonce"
  for field in "$@"; do
    case $field in
      *[!A-Za-z0-9._/:@+-]*) printf ' =%s' "$(printf '%s' "$field" | base64 -w 0)" ;;
      *) printf ' +%s' "$field" ;;
    esac
  done
  printf '\n'
  return 0
} 2>/dev/null

read_data() {
  while IFS=' ' read -r -t 60 name form value; do
    case $name in
      end) return 0 ;;
      nonce|path|backups|backup|exclude|only|units|health|failed|staged|fingerprint|version|method|wanted|commit|prune|unit|since|cursor)
        if [ "$form" = base64 ]; then value=$(printf '%s' "$value" | base64 -d); fi
        printf -v "$name" '%s' "$value" ;;
    esac
  done
  return 1
}

# Runs one command and keeps its error message.
run() { problem=$("$@" </dev/null 2>&1 >/dev/null); }

as_root() { if [ "$EUID" = 0 ]; then "$@"; else sudo -n -- "$@"; fi; }

with_files() { if [ "$files_by" = self ]; then "$@"; else as_root "$@"; fi; }

# A unit's name holds no space.
reversed() { local one all=; for one in $*; do all="$one $all"; done; printf '%s' "$all"; }

each_only() {
  local one
  while IFS= read -r one; do
    if [ -n "$one" ]; then "$@" "$one" || return 1; fi
  done < <(printf '%s\n' "$only")
}

# Whoever may do it all without sudo does.
choose_files_by() {
  if [ "$EUID" = 0 ]; then files_by=self; return; fi
  files_by=root
  [ -w "$parent" ] || return
  strangers=$(
    set -- "$@" '(' '!' -uid "$(id -u)" -o '('
    for group in $(id -G); do set -- "$@" '!' -gid "$group"; done
    find "$@" ')' ')' -print -quit 2>&1
  ) && [ -z "$strangers" ] && files_by=self
}

may_by_sudo() { [ "$EUID" = 0 ] || sudo -n -l -- "$@" </dev/null >/dev/null 2>&1; }`
