/** The steps of a rollback, each under the lock, and the check that they may be done. A part of the agent script, with its rules for the writer. */
export const AGENT_STEPS = String.raw`
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
  if [ "$(kind_of "$backup")" = folder ] && [ -n "$only" ]; then
    files_by=root
    each_only check_one || return
    if each_only is_same; then say reply same; return; fi
  fi
  if [ "$(take_fingerprint)" != "$fingerprint" ]; then
    if [ -z "$only" ] && [ -n "$version" ] && [ "$(version_of "$current")" = "$version" ]; then say reply there; else say reply changed "$(version_of "$current")"; fi
    return
  fi
  if [ "$(kind_of "$backup")" != folder ]; then say reply failed "$backup is gone"; return; fi
  if [ -n "$only" ]; then each_only choose_for_one; else choose_files_by "$current" "$backup"; fi
  if [ "$files_by" = root ]; then if [ -n "$only" ]; then check_rights_of_part || return; else check_rights || return; fi; fi
  need=$(size_of_copy)
  free=$(df -k --output=avail -- "$parent" | tail -n 1 | tr -d ' ')
  if [ "$((need + need / 20 + 1024))" -gt "$free" ]; then say reply full "$need" "$free"; return; fi
  say reply ok
}

size_of_copy() {
  if [ -n "$only" ]; then each_only size_of_one; else with_files du -sk -- "$backup" 2>/dev/null; fi | awk '{ kb += $1 } END { print kb + 0 }'
}

size_of_one() { with_files du -sk -- "$backup/$1" 2>/dev/null; }

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
  run with_files mkdir -p -- "$staged/of/$(basename -- "$backup")" || return 1
  if [ -n "$only" ]; then stage_part; return; fi
  run with_files mkdir -- "$staged/copy" || return 1
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

# The last one first: it may need those before it.
step_stop() {
  stopped=1
  for unit in $(reversed "$units"); do
    case $(unit_state "$unit") in active|activating|reloading) was_active="$unit $was_active" ;; esac
    run as_root systemctl stop -- "$unit" || return 1
  done
}

step_aside() {
  if [ -n "$only" ]; then aside_part; return; fi
  run with_files mv -T -- "$path" "$failed"
}

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
  if [ -n "$only" ]; then restore_part; return; fi
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
  for unit in $units; do
    started="$started $unit"
    run as_root systemctl start -- "$unit" || return 1
  done
}

attempt() { if "step_$1"; then say reply ok; else say reply failed "$problem"; fi; }`
