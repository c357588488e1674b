/** How the script on the server reverts steps, its own and those of a run that was killed. A part of the agent script, with its rules for the writer. */
export const AGENT_REVERT = String.raw`
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
  if [ -n "$stopped" ]; then for unit in $(reversed "$started"); do revert_one as_root systemctl stop -- "$unit"; done; fi
  if [ -n "$began" ]; then undo_files; fi
  if [ -n "$was_reset" ]; then revert_one owner_git reset --hard "$from"; fi
  if [ -d "$path" ]; then for unit in $was_active; do revert_one as_root systemctl start -- "$unit"; done; fi
}

undo_files() {
  [ -d "$staged" ] || return 0
  if [ -n "$only" ]; then
    if [ -d "$staged/done" ]; then revert_one with_files mv -T -- "$staged/done" "$staged/copy" || return 1; fi
    revert_part "$staged" "$failed"
    return
  fi
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
      revert_left "$left" || { say reply failed "$problem"; return; }
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

# A part that is all in place stays: only what was staged goes.
revert_left() {
  if [ ! -d "$1/only" ]; then revert_files "$1" "$path-failed-$(time_of "$1")"; return; fi
  if [ ! -d "$1/copy" ]; then revert_one with_files rm -rf --one-file-system -- "$1"; return; fi
  local only; only=$(part_of "$1")
  revert_part "$1" "$path-replaced-$(time_of "$1")"
}

# The killed run had stopped the unit.
note_recovery() { recovered=1 stopped=1 was_active=$units; }

complete() {
  finished=1
  if [ -n "$began" ]; then run with_files rm -rf --one-file-system -- "$staged" || say stuck "$staged ($problem)"; fi
  if [ -n "$recovered" ] && [ -z "$started" ]; then for unit in $units; do revert_one as_root systemctl start -- "$unit"; done; fi
}

prune_one() {
  case $'\n'"$prune"$'\n' in *$'\n'"$1"$'\n'*) ;; *) return ;; esac
  parent=$(dirname -- "$1")
  choose_files_by "$1"
  if run with_files rm -rf --one-file-system -- "$1"; then say pruned "$1"; else say stuck "$1 ($problem)"; fi
}`
