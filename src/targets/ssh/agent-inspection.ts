/** What the script on the server finds out; it changes nothing. A part of the agent script, with its rules for the writer. */
export const AGENT_INSPECTION = String.raw`
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
    case $folder in "$path"|"$path"-failed-*|"$path"-replaced-*|"$path"-restoring-*|*$'\n'*) continue ;; esac
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
    if [ -d "$left/only" ]; then continue; fi
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
  if [ -n "$only" ]; then entries=$(each_only list_entries 2>/dev/null | sort -z | cksum) || return
  else entries=$(timeout 10 find "$@" -printf '%D:%i %C@ %s %P\0' 2>/dev/null | sort -z | cksum) || return; fi
  set --
  for unit in $units; do set -- "$@" "$(systemctl show --property=InvocationID --value -- "$unit" </dev/null 2>/dev/null)"; done
  if [ $# = 0 ]; then set -- none; fi
  printf '%s %s' "$entries" "$*"
}

# What a newer deployment would change.
take_fingerprint() {
  {
    stat -c '%d:%i' -- "$current"
    file=$(version_file "$current")
    if [ -n "$file" ]; then stat -c '%Z' -- "$file"; basename -- "$file"; fi
    version_of "$current"
    if [ "$method" = backup ]; then each_backup printf '%s\n'; fi
    each_only list_lasting
  } 2>/dev/null | cksum
}

# What a rollback set aside: only where it is asked for by its name, which is how a rehearsal goes forward again.
report_aside() {
  case $wanted in */*) return ;; "$(basename -- "$path")"-failed-*) ;; *) return ;; esac
  local folder; folder=$(dirname -- "$path")/$wanted
  if [ -d "$folder" ] && [ ! -L "$folder" ]; then report_backup "$folder"; fi
}

report_backup() {
  size=$(timeout 10 du -sk -- "$1" 2>/dev/null | cut -f 1)
  say backup "$1" "$(stat -c %Y -- "$1")" "$size" "$(version_of "$1")" "$(stat -c %.6W -- "$1")"
}

unit_state() {
  if command -v systemctl >/dev/null; then systemctl is-active -- "$1" </dev/null 2>/dev/null | head -n 1; else echo missing; fi
}

report_unit() {
  say unit "$1" "$(systemctl show --property=LoadState --value -- "$1" </dev/null 2>/dev/null)" "$(unit_state "$1")"
  for verb in stop start; do
    may_by_sudo systemctl "$verb" -- "$1" || say forbidden "systemctl $verb $1"
  done
}

inspect() {
  if [ -e "$lock" ] && ! { { exec 8< "$lock"; } 2>/dev/null && flock -n 8; }; then say reply busy; return; fi
  { exec 8<&-; } 2>/dev/null
  locate
  say user "$(id -un)" "$(date +%s)" "$(date +%z)" "$(date +%Y%m%d-%H%M%S)"
  file=$(version_file "$current")
  written=; if [ -n "$only" ]; then written=$(last_change); elif [ -n "$file" ]; then written=$(stat -c %Z -- "$file"); fi
  local named identity=
  named=$(version_of "$current")
  if [ "$method" = backup ] && { [ -z "$named" ] || [ -n "$only" ]; }; then identity=$(identity_of); fi
  say folder "$(kind_of "$current")" "$named" "$written" "$(take_fingerprint)" "$identity"
  for unit in $units; do report_unit "$unit"; done
  if [ -n "$health" ] && ! command -v curl >/dev/null; then say missing curl; fi
  if [ "$(kind_of "$current")" = folder ]; then
    if [ "$method" = git ]; then report_checkout; else each_backup report_backup; report_aside; report_others; fi
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
}`
