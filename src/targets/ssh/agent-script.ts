/**
 * What runs on the server: one fixed text, sent to `bash -s` by standard input. After it come the data,
 * each a name and a value in base64, and then one word for each step; so no text of ours or of anybody
 * else ever becomes part of a command. The script answers each word with one line, and when the words
 * end before `commit` (an error, a cancel, a lost connection, a minute of silence) it undoes its own
 * steps, newest first. It uses GNU tools, as every server with systemd has them.
 *
 * For its writer: it may hold neither a backtick nor a dollar sign before a brace.
 */
export const AGENT_SCRIPT = String.raw`
set -u -o pipefail
export LC_ALL=C
trap '' PIPE HUP
nonce= path= backups= backup= exclude= unit= health= failed= staged= fingerprint= version= method= wanted= commit= prune=
from= trouble= files_by=root finished= stopped= was_active= moved= restored= carried= was_reset= started=

say() {
  printf 'safe-landing %s' "$nonce"
  for field in "$@"; do printf ' =%s' "$(printf '%s' "$field" | base64 | tr -d '\n')"; done
  printf '\n'
} 2>/dev/null

read_data() {
  while IFS=' ' read -r -t 60 name value; do
    case $name in
      end) return 0 ;;
      nonce|path|backups|backup|exclude|unit|health|failed|staged|fingerprint|version|method|wanted|commit|prune)
        printf -v "$name" '%s' "$(printf '%s' "$value" | base64 -d)" ;;
    esac
  done
  return 1
}

# Runs one command and keeps what it complains about.
run() { trouble=$("$@" </dev/null 2>&1 >/dev/null); }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n -- "$@"; fi; }

with_files() { if [ "$files_by" = self ]; then "$@"; else as_root "$@"; fi; }

# Whoever may do it all without sudo does.
choose_files_by() {
  if [ "$(id -u)" = 0 ]; then files_by=self; return; fi
  files_by=root
  [ -w "$parent" ] || return
  strangers=$(
    set -- "$@" '(' '!' -uid "$(id -u)" -o '('
    for group in $(id -G); do set -- "$@" '!' -gid "$group"; done
    find "$@" ')' ')' -print -quit 2>&1
  ) && [ -z "$strangers" ] && files_by=self
}

may_by_sudo() { [ "$(id -u)" = 0 ] || sudo -n -l -- "$@" </dev/null >/dev/null 2>&1; }

kind_of() {
  if [ -L "$1" ]; then echo link; elif [ -d "$1" ]; then echo folder; elif [ -e "$1" ]; then echo file; else echo missing; fi
}

version_file() {
  for file in VERSION .version version version.txt REVISION; do
    if [ -f "$1/$file" ] && [ ! -L "$1/$file" ]; then printf '%s' "$1/$file"; return; fi
  done
}

version_of() {
  file=$(version_file "$1")
  if [ -n "$file" ]; then
    if [ -r "$file" ]; then head -c 200 -- "$file"; else as_root head -c 200 -- "$file"; fi 2>/dev/null | head -n 1 | tr -d '\r\0'
  elif [ -d "$1/.git" ]; then
    git -c safe.directory="$1" -C "$1" rev-parse HEAD 2>/dev/null
  fi
}

# An empty IFS splits nothing, so that only the pattern is expanded, and only to names of files.
each_backup() {
  local IFS= folder
  shopt -s nullglob
  for folder in $backups; do
    [ -d "$folder" ] && [ ! -L "$folder" ] || continue
    case $folder in "$path"|"$path"-failed-*|"$path"-restoring-*) continue ;; esac
    "$@" "$folder"
  done
}

# What a newer deployment would change.
take_fingerprint() {
  {
    stat -c '%d:%i' -- "$path"
    file=$(version_file "$path")
    if [ -n "$file" ]; then stat -c '%n %Z' -- "$file"; fi
    version_of "$path"
    if [ "$method" = backup ]; then each_backup printf '%s\n'; fi
  } 2>/dev/null | cksum
}

tell_backup() {
  size=$(timeout 10 du -sk -- "$1" 2>/dev/null | cut -f 1)
  say backup "$1" "$(stat -c %Y -- "$1")" "$size" "$(version_of "$1")"
}

unit_state() {
  if command -v systemctl >/dev/null; then systemctl is-active -- "$unit" </dev/null 2>/dev/null | head -n 1; else echo missing; fi
}

tell_unit() {
  say unit "$(systemctl show --property=LoadState --value -- "$unit" </dev/null 2>/dev/null)" "$(unit_state)"
  for verb in stop start; do
    may_by_sudo systemctl "$verb" -- "$unit" || say forbidden "systemctl $verb $unit"
  done
}

survey() {
  say user "$(id -un)" "$(date +%s)" "$(date +%z)" "$(date +%Y%m%d-%H%M%S)"
  file=$(version_file "$path")
  written=; if [ -n "$file" ]; then written=$(stat -c %Z -- "$file"); fi
  say folder "$(kind_of "$path")" "$(version_of "$path")" "$written" "$(take_fingerprint)"
  if [ -n "$unit" ]; then tell_unit; fi
  if [ -n "$health" ] && ! command -v curl >/dev/null; then say missing curl; fi
  if [ "$(kind_of "$path")" = folder ]; then
    if [ "$method" = git ]; then tell_checkout; else each_backup tell_backup; fi
  fi
  say reply ok
}

as_owner() {
  owner=$(stat -c %U -- "$path")
  if [ "$(id -un)" = "$owner" ]; then "$@"
  elif [ "$(id -u)" = 0 ]; then runuser -u "$owner" -- "$@"
  else sudo -n -u "$owner" -- "$@"; fi
}

# As its owner, since what git writes must not become root's.
owner_git() { as_owner git -c safe.directory="$path" -c core.hooksPath=/dev/null -C "$path" "$@" </dev/null; }

tell_checkout() {
  if ! run owner_git rev-parse --show-cdup || ! head=$(owner_git rev-parse --verify HEAD 2>/dev/null); then
    say checkout '' "$trouble"; return
  fi
  say checkout "$head" ''
  owner_git status --porcelain --untracked-files=no 2>/dev/null | head -n 20 | while IFS= read -r line; do say changed "$line"; done
  owner_git reflog -n 60 --date=unix --format='%H %gd' HEAD 2>/dev/null | while IFS=' ' read -r sha moved; do
    if owner_git merge-base --is-ancestor "$sha" "$head" 2>/dev/null; then say before "$sha" "$moved"; fi
  done
  if [ -n "$wanted" ]; then say named "$(owner_git rev-parse --verify --quiet "$wanted^{commit}" 2>/dev/null)"; fi
}

check() {
  if [ "$method" = git ]; then check_checkout; return; fi
  if [ -d "$failed" ] && [ -d "$path" ] && [ ! -e "$staged" ]; then say reply ours; return; fi
  if [ "$(take_fingerprint)" != "$fingerprint" ]; then
    if [ -n "$version" ] && [ "$(version_of "$path")" = "$version" ]; then say reply there; else say reply changed "$(version_of "$path")"; fi
    return
  fi
  if [ "$(kind_of "$backup")" != folder ]; then say reply failed "$backup is gone"; return; fi
  choose_files_by "$path" "$backup"
  if [ "$files_by" = root ]; then
    may_by_sudo mv -T -- "$path" "$failed" || { say reply forbidden "mv -T -- $path $failed"; return; }
    may_by_sudo rm -rf --one-file-system -- "$staged" || { say reply forbidden "rm -rf --one-file-system -- $staged"; return; }
  fi
  need=$(with_files du -sk -- "$backup" 2>/dev/null | cut -f 1)
  free=$(df -k --output=avail -- "$parent" | tail -n 1 | tr -d ' ')
  if [ "$((need + need / 20 + 1024))" -gt "$free" ]; then say reply full "$need" "$free"; return; fi
  say reply ok
}

check_checkout() {
  now=$(owner_git rev-parse --verify HEAD 2>/dev/null)
  if [ "$now" = "$commit" ]; then say reply ours; return; fi
  if [ "$(take_fingerprint)" != "$fingerprint" ]; then say reply changed "$now"; return; fi
  if [ -n "$(owner_git status --porcelain --untracked-files=no 2>/dev/null)" ]; then say reply changed "$now with local changes"; return; fi
  from=$now
  say reply ok
}

step_stage() {
  set --
  while IFS= read -r kept; do
    if [ -n "$kept" ] && [ -e "$path/$kept" ]; then set -- "$@" --exclude="./$kept"; fi
  done <<< "$exclude"
  run with_files mkdir -- "$staged" || return 1
  trouble=$(
    {
      with_files tar --create --file=- --format=posix --acls --xattrs --xattrs-include='*' --sparse \
        --numeric-owner --anchored --no-wildcards "$@" --directory="$backup" . |
        with_files tar --extract --file=- --acls --xattrs --xattrs-include='*' \
          --preserve-permissions --same-owner --numeric-owner --directory="$staged"
    } </dev/null 2>&1 >/dev/null
  )
}

step_stop() {
  case $(unit_state) in active|activating|reloading) was_active=1 ;; esac
  stopped=1
  run as_root systemctl stop -- "$unit"
}

step_aside() { run with_files mv -T -- "$path" "$failed" && moved=1; }

step_restore() {
  run with_files mv -T -- "$staged" "$path" || return 1
  restored=1
  while IFS= read -r kept; do
    [ -n "$kept" ] && [ -e "$failed/$kept" ] || continue
    run with_files mkdir -p -- "$(dirname -- "$path/$kept")" || return 1
    run with_files mv -T -- "$failed/$kept" "$path/$kept" || return 1
    carried="$carried$kept"$'\n'
  done <<< "$exclude"
}

step_reset() {
  was_reset=1
  run owner_git reset --hard "$commit"
}

step_start() {
  started=1
  run as_root systemctl start -- "$unit"
}

attempt() { if "step_$1"; then say reply ok; else say reply failed "$trouble"; fi; }

# Never an argument, which others on the server can list.
ask_health() {
  printf 'url = "%s"\n' "$health" | curl --config - --fail --silent --show-error --max-time 10 --noproxy '*' --output /dev/null 2>&1
}

undo_one() { if run "$@"; then say undid "$*"; else say stuck "$* ($trouble)"; return 1; fi; }

undo() {
  if [ -n "$started" ] && [ -n "$stopped" ]; then undo_one as_root systemctl stop -- "$unit"; fi
  undo_files
  if [ -n "$was_reset" ]; then undo_one owner_git reset --hard "$from"; fi
  if [ -n "$stopped" ] && [ -n "$was_active" ] && [ -d "$path" ]; then undo_one as_root systemctl start -- "$unit"; fi
}

undo_files() {
  while IFS= read -r kept; do
    if [ -n "$kept" ]; then undo_one with_files mv -T -- "$path/$kept" "$failed/$kept" || return 1; fi
  done <<< "$carried"
  if [ -n "$restored" ]; then undo_one with_files mv -T -- "$path" "$staged" || return 1; fi
  if [ -n "$moved" ]; then undo_one with_files mv -T -- "$failed" "$path" || return 1; fi
  if [ -n "$staged" ] && [ -d "$staged" ]; then undo_one with_files rm -rf --one-file-system -- "$staged"; fi
}

prune_one() {
  case $'\n'"$prune"$'\n' in *$'\n'"$1"$'\n'*) ;; *) return ;; esac
  parent=$(dirname -- "$1")
  choose_files_by "$1"
  if run with_files rm -rf --one-file-system -- "$1"; then say pruned "$1"; else say stuck "$1 ($trouble)"; fi
}

main() {
  read_data || exit 64
  parent=$(dirname -- "$path")
  say reply hello
  while IFS= read -r -t 60 word; do
    trouble=
    case $word in
      survey) survey ;;
      check) check ;;
      stage|stop|aside|restore|reset|start) attempt "$word" ;;
      active) say reply "$(unit_state)" "$(systemctl show --property=NRestarts --value -- "$unit" </dev/null 2>/dev/null)" ;;
      health) if trouble=$(ask_health); then say reply ok; else say reply failed "$trouble"; fi ;;
      prune) each_backup prune_one; say reply ok ;;
      commit) finished=1; say reply ok; break ;;
      *) break ;;
    esac
  done
  if [ -z "$finished" ]; then undo; fi
  unit_now=; if [ -n "$unit" ]; then unit_now=$(unit_state); fi
  say where "$(kind_of "$path")" "$(kind_of "$failed")" "$(kind_of "$staged")" "$unit_now"
}

main
`
