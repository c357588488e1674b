/**
 * What runs on the server: one fixed text, sent to `bash -s` by standard input. After it come the data,
 * each a name and a value, and then one word for each step; so no text of this action or of anybody
 * else ever becomes part of a command. What is more than letters, digits and a few signs is in base64, in both
 * directions. The script answers each word with one line, and when the words end before `commit` (an error, a
 * cancel, a lost connection, a minute without a word) it reverts its own steps, newest first. It decides by what
 * is on the disk, so that a later run can revert what a killed one left: `app-restoring-TIME` is there as long as
 * a rollback is not complete, with the `copy` until it takes its place, the names of the data folders in `kept`,
 * and that of the backup in `of`. It uses GNU tools, as every server with systemd has them.
 *
 * For its writer: it may hold neither a backtick nor a dollar sign before a brace.
 */
export const AGENT_SCRIPT = String.raw`
set -u -o pipefail
export LC_ALL=C
umask 022
trap '' PIPE
trap 'finish; exit 143' HUP INT TERM
nonce= path= backups= backup= exclude= unit= health= failed= staged= fingerprint= version= method= wanted= commit= prune=
from= problem= files_by=root finished= stopped= was_active= began= recovered= was_reset= started= locked=

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
      nonce|path|backups|backup|exclude|unit|health|failed|staged|fingerprint|version|method|wanted|commit|prune)
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

may_by_sudo() { [ "$EUID" = 0 ] || sudo -n -l -- "$@" </dev/null >/dev/null 2>&1; }

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
    if [ -r "$file" ]; then head -c 200 -- "$file"; else as_root tar --create --file=- --directory="$1" -- "$(basename -- "$file")" | tar --extract --to-stdout --file=- | head -c 200; fi 2>/dev/null | head -n 1 | tr -d '\r\0'
  elif [ -d "$1/.git" ]; then
    git -c safe.directory="$1" -C "$1" rev-parse HEAD 2>/dev/null
  fi
}

# An empty IFS splits nothing, so that only the pattern is expanded, and only to names of files.
each_backup() {
  local IFS= folder real seen=$'\n'
  shopt -s nullglob
  for folder in $backups; do
    case $folder in "$path"|"$path"-failed-*|"$path"-restoring-*|*$'\n'*) continue ;; esac
    [ -d "$folder" ] && [ ! -L "$folder" ] || continue
    real=$(realpath -- "$folder")
    case $(realpath -- "$current")/ in "$real"/*) continue ;; esac
    # By a link above it, one folder has two paths.
    case $seen in *$'\n'"$real"$'\n'*) continue ;; esac
    seen=$seen$real$'\n'
    "$@" "$folder"
  done
}

report_others() {
  local IFS= file
  shopt -s nullglob
  for file in $backups; do
    if [ -L "$file" ]; then say link "$file"; fi
    case $file in *.tar|*.tar.*|*.tgz|*.tbz2|*.txz|*.zip) if [ -f "$file" ]; then say archive "$file"; fi ;; esac
  done
}

# Where the deployed folder is: a rollback that did not complete may have left it aside.
locate() {
  local left
  shopt -s nullglob
  current=$path unfinished=
  for left in "$path"-restoring-*; do
    [ -d "$left" ] && [ ! -L "$left" ] || continue
    say left "$left"
    aside=$path-failed-$(time_of "$left")
    if [ "$(kind_of "$path")" = folder ] && [ -d "$aside" ] && [ ! -d "$left/copy" ]; then
      for name in "$left"/of/*; do say unfinished "$(basename -- "$name")" "$(time_of "$left")" "$(version_of "$aside")"; done
    fi
    if [ "$(kind_of "$path")" = missing ] && [ -d "$aside" ]; then current=$aside; fi
  done
  if [ "$(kind_of "$current")" = missing ]; then
    for aside in "$path"-failed-*; do if [ -d "$aside" ] && [ ! -L "$aside" ]; then current=$aside; fi; done
  fi
  if [ "$current" != "$path" ]; then say left "$current"; fi
}

time_of() { printf '%s' "$1" | sed 's/.*-\(restoring\|failed\)-//'; }

# What a deployment changes where no file says the version: an entry of the folder, or the start of the unit.
identity_of() {
  local kept entries
  set -- "$current" -xdev
  while IFS= read -r kept; do
    if [ -n "$kept" ]; then set -- "$@" '!' '(' -path "$current/$kept" -prune ')'; fi
  done < <(printf '%s\n' "$exclude")
  entries=$(timeout 10 find "$@" -printf '%D:%i %C@ %s %P\0' 2>/dev/null | sort -z | cksum) || return
  if [ -n "$unit" ]; then set -- "$(systemctl show --property=InvocationID --value -- "$unit" </dev/null 2>/dev/null)"; else set -- none; fi
  printf '%s %s' "$entries" "$1"
}

# What a newer deployment would change.
take_fingerprint() {
  {
    stat -c '%d:%i' -- "$current"
    file=$(version_file "$current")
    if [ -n "$file" ]; then stat -c '%Z' -- "$file"; basename -- "$file"; fi
    version_of "$current"
    if [ "$method" = backup ]; then each_backup printf '%s\n'; fi
  } 2>/dev/null | cksum
}

report_backup() {
  size=$(timeout 10 du -sk -- "$1" 2>/dev/null | cut -f 1)
  say backup "$1" "$(stat -c %Y -- "$1")" "$size" "$(version_of "$1")" "$(stat -c %.6W -- "$1")"
}

unit_state() {
  if command -v systemctl >/dev/null; then systemctl is-active -- "$unit" </dev/null 2>/dev/null | head -n 1; else echo missing; fi
}

report_unit() {
  say unit "$(systemctl show --property=LoadState --value -- "$unit" </dev/null 2>/dev/null)" "$(unit_state)"
  for verb in stop start; do
    may_by_sudo systemctl "$verb" -- "$unit" || say forbidden "systemctl $verb $unit"
  done
}

inspect() {
  if [ -e "$lock" ] && ! { { exec 8< "$lock"; } 2>/dev/null && flock -n 8; }; then say reply busy; return; fi
  { exec 8<&-; } 2>/dev/null
  locate
  say user "$(id -un)" "$(date +%s)" "$(date +%z)" "$(date +%Y%m%d-%H%M%S)"
  file=$(version_file "$current")
  written=; if [ -n "$file" ]; then written=$(stat -c %Z -- "$file"); fi
  local named identity=
  named=$(version_of "$current")
  if [ -z "$named" ] && [ "$method" = backup ]; then identity=$(identity_of); fi
  say folder "$(kind_of "$current")" "$named" "$written" "$(take_fingerprint)" "$identity"
  if [ -n "$unit" ]; then report_unit; fi
  if [ -n "$health" ] && ! command -v curl >/dev/null; then say missing curl; fi
  if [ "$(kind_of "$current")" = folder ]; then
    if [ "$method" = git ]; then report_checkout; else each_backup report_backup; report_others; fi
  fi
  say reply ok
}

as_owner() {
  owner=$(stat -c %U -- "$path")
  if [ "$(id -un)" = "$owner" ]; then "$@"
  elif [ "$EUID" = 0 ]; then runuser -u "$owner" -- "$@"
  else sudo -n -u "$owner" -- "$@"; fi
}

# As its owner, since what git writes must not become root's.
owner_git() { as_owner git -c safe.directory="$path" -c core.hooksPath=/dev/null -C "$path" "$@" </dev/null; }

report_checkout() {
  if ! run owner_git rev-parse --show-cdup || ! head=$(owner_git rev-parse --verify HEAD 2>/dev/null); then
    say checkout '' "$problem"; return
  fi
  say checkout "$head" ''
  owner_git status --porcelain --untracked-files=no 2>/dev/null | head -n 20 | while IFS= read -r line; do say changed "$line"; done
  owner_git reflog -n 60 --date=unix --format='%H %gd' HEAD 2>/dev/null | while IFS=' ' read -r sha moved; do
    if owner_git merge-base --is-ancestor "$sha" "$head" 2>/dev/null; then say before "$sha" "$moved"; fi
  done
  if [ -n "$wanted" ]; then say named "$(owner_git rev-parse --verify --quiet "$wanted^{commit}" 2>/dev/null)"; fi
}

# As long as it is held nobody else changes this folder; the system lets it go when the script ends.
take_lock() {
  command -v flock >/dev/null || return 0
  for attempt in 1 2 3; do
    ( set -C; : > "$lock" ) 2>/dev/null
    { exec 9< "$lock"; } 2>/dev/null && flock -n 9 || return 1
    if [ "$lock" -ef /dev/fd/9 ]; then locked=1; return 0; fi
  done
  return 1
}

need_right() { may_by_sudo "$@" || { say reply forbidden "$*"; return 1; }; }

# With the words of the steps themselves, since sudo may allow some of them only.
check_rights() {
  need_right mkdir -- "$staged" && pack need_right --directory="$backup" . &&
    unpack need_right --directory="$staged/copy" &&
    need_right mv -T -- "$path" "$failed" && need_right mv -T -- "$staged/copy" "$path" &&
    need_right rm -rf --one-file-system -- "$staged" && need_right du -sk -- "$backup"
}

check() {
  locate
  if [ "$method" = git ]; then check_checkout; return; fi
  if [ -d "$failed" ] && [ -d "$path" ] && [ ! -d "$staged/copy" ]; then say reply in-place; return; fi
  if [ "$(take_fingerprint)" != "$fingerprint" ]; then
    if [ -n "$version" ] && [ "$(version_of "$current")" = "$version" ]; then say reply there; else say reply changed "$(version_of "$current")"; fi
    return
  fi
  if [ "$(kind_of "$backup")" != folder ]; then say reply failed "$backup is gone"; return; fi
  choose_files_by "$current" "$backup"
  if [ "$files_by" = root ]; then check_rights || return; fi
  need=$(with_files du -sk -- "$backup" 2>/dev/null | cut -f 1)
  free=$(df -k --output=avail -- "$parent" | tail -n 1 | tr -d ' ')
  if [ "$((need + need / 20 + 1024))" -gt "$free" ]; then say reply full "$need" "$free"; return; fi
  say reply ok
}

check_checkout() {
  now=$(owner_git rev-parse --verify HEAD 2>/dev/null)
  if [ "$now" = "$commit" ]; then say reply in-place; return; fi
  if [ "$(take_fingerprint)" != "$fingerprint" ]; then say reply changed "$now"; return; fi
  if [ -n "$(owner_git status --porcelain --untracked-files=no 2>/dev/null)" ]; then say reply changed "$now with local changes"; return; fi
  from=$now
  say reply ok
}

# Whoever may not enter the folder asks by sudo.
present() {
  [ -e "$1" ] || [ -L "$1" ] || { [ "$files_by" = root ] && as_root tar --create --file=/dev/null --no-recursion --absolute-names -- "$1" </dev/null >/dev/null 2>&1; }
}

step_stage() {
  began=1
  run with_files mkdir -- "$staged" || return 1
  run with_files mkdir -p -- "$staged/copy" "$staged/of/$(basename -- "$backup")" || return 1
  set --
  while IFS= read -r kept; do
    [ -n "$kept" ] && present "$path/$kept" || continue
    run with_files mkdir -p -- "$staged/kept/$kept" || return 1
    set -- "$@" --exclude="./$kept"
  done < <(printf '%s\n' "$exclude")
  problem=$(
    { pack with_files "$@" --directory="$backup" . | unpack with_files --directory="$staged/copy"; } </dev/null 2>&1 >/dev/null
  )
}

step_stop() {
  case $(unit_state) in active|activating|reloading) was_active=1 ;; esac
  stopped=1
  run as_root systemctl stop -- "$unit"
}

step_aside() { run with_files mv -T -- "$path" "$failed"; }

carry_over() {
  present "$failed/$1" || return 0
  # A folder above it is a link: it is the same one.
  if [ "$failed/$1" -ef "$staged/copy/$1" ]; then return 0; fi
  local above; above=$(dirname -- "$staged/copy/$1")
  present "$above" || run with_files mkdir -p -- "$above" || return 1
  run with_files mv -T -- "$failed/$1" "$staged/copy/$1"
}

# Not by a here-document, which needs a file, and the disk may be full.
step_restore() {
  while IFS= read -r kept; do
    if [ -n "$kept" ]; then carry_over "$kept" || return 1; fi
  done < <(printf '%s\n' "$exclude")
  run with_files mv -T -- "$staged/copy" "$path"
}

step_reset() {
  was_reset=1
  run owner_git reset --hard "$commit"
}

step_start() {
  started=1
  run as_root systemctl start -- "$unit"
}

attempt() { if "step_$1"; then say reply ok; else say reply failed "$problem"; fi; }

# Never an argument, which others on the server can list.
ask_health() {
  printf 'url = "%s"\n' "$health" | curl --config - --fail --silent --show-error --max-time 10 --noproxy '*' --output /dev/null 2>&1
}

# The first word says who runs it, which nobody has to know.
revert_one() {
  local by=$1 ended=undid why=; shift
  run "$by" "$@" || { ended=stuck why=" ($problem)"; }
  if [ "$by" = owner_git ]; then set -- git "$@"; fi
  say "$ended" "$*$why"
  [ "$ended" = undid ]
}

undo() {
  if [ -n "$started" ] && [ -n "$stopped" ]; then revert_one as_root systemctl stop -- "$unit"; fi
  if [ -n "$began" ]; then undo_files; fi
  if [ -n "$was_reset" ]; then revert_one owner_git reset --hard "$from"; fi
  if [ -n "$stopped" ] && [ -n "$was_active" ] && [ -d "$path" ]; then revert_one as_root systemctl start -- "$unit"; fi
}

undo_files() {
  [ -d "$staged" ] || return 0
  if [ ! -d "$staged/copy" ] && [ -d "$failed" ] && [ -d "$path" ]; then revert_one with_files mv -T -- "$path" "$staged/copy" || return 1; fi
  revert_files "$staged" "$failed"
}

# From any moment before the copy took its place. Data go back first, since what is left is removed.
revert_files() {
  local kept
  while IFS= read -r -d '' kept; do
    if [ -d "$2" ] && present "$1/copy/$kept" && ! present "$2/$kept"; then
      revert_one with_files mv -T -- "$1/copy/$kept" "$2/$kept" || return 1
    fi
  done < <(cd -- "$1/kept" 2>/dev/null && find . -mindepth 1 -type d -empty -printf '%P\0')
  if [ "$(kind_of "$path")" = missing ] && [ -d "$2" ]; then revert_one with_files mv -T -- "$2" "$path" || return 1; fi
  revert_one with_files rm -rf --one-file-system -- "$1"
}

# What an earlier run left that was killed. Under the lock, so that nobody works on it.
recover() {
  local left
  shopt -s nullglob
  locate
  if [ "$method" = backup ]; then
    for left in "$path"-restoring-*; do
      [ -d "$left" ] && [ ! -L "$left" ] || continue
      choose_files_by "$current" "$left"
      note_recovery
      revert_files "$left" "$path-failed-$(time_of "$left")" || { say reply failed "$problem"; return; }
    done
    if [ "$(kind_of "$path")" = missing ] && [ "$current" != "$path" ]; then
      choose_files_by "$current"
      note_recovery
      revert_one with_files mv -T -- "$current" "$path" || { say reply failed "$problem"; return; }
    fi
  fi
  current=$path
  say reply ok
}

# The killed run had stopped the unit.
note_recovery() { recovered=1; if [ -n "$unit" ]; then stopped=1 was_active=1; fi; }

complete() {
  finished=1
  if [ -n "$began" ]; then run with_files rm -rf --one-file-system -- "$staged" || say stuck "$staged ($problem)"; fi
  if [ -n "$recovered" ] && [ -n "$unit" ] && [ -z "$started" ]; then revert_one as_root systemctl start -- "$unit"; fi
}

prune_one() {
  case $'\n'"$prune"$'\n' in *$'\n'"$1"$'\n'*) ;; *) return ;; esac
  parent=$(dirname -- "$1")
  choose_files_by "$1"
  if run with_files rm -rf --one-file-system -- "$1"; then say pruned "$1"; else say stuck "$1 ($problem)"; fi
}

main() {
  read_data || exit 64
  parent=$(dirname -- "$path") current=$path
  lock=/tmp/safe-landing-$(printf '%s' "$path" | sha256sum | cut -c 1-16).lock
  say reply hello
  while IFS= read -r -t 60 word; do
    problem=
    case $word in
      inspect) inspect ;;
      lock) if take_lock; then say reply ok; else say reply busy; fi ;;
      recover) recover ;;
      check) check ;;
      stage|stop|aside|restore|reset|start) attempt "$word" ;;
      active) say reply "$(unit_state)" "$(systemctl show --property=NRestarts --value -- "$unit" </dev/null 2>/dev/null)" ;;
      health) if problem=$(ask_health); then say reply ok; else say reply failed "$problem"; fi ;;
      prune) each_backup prune_one; say reply ok ;;
      commit) complete; say reply ok; break ;;
      *) break ;;
    esac
  done
  finish
}

# Nothing interrupts it.
finish() {
  trap '' HUP INT TERM
  if [ -z "$finished" ]; then undo; fi
  unit_now=; if [ -n "$unit" ]; then unit_now=$(unit_state); fi
  say where "$(kind_of "$path")" "$(kind_of "$failed")" "$(kind_of "$staged/copy")" "$unit_now"
  if [ -n "$locked" ]; then rm -f -- "$lock" 2>/dev/null; fi
}

main
`
