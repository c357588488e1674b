/** How only some paths of the folder are put back, and the rest stays. A part of the agent script, with its rules for the writer. */
export const AGENT_PART = String.raw`
# Where the one that was deployed is: a run that was killed may have set it aside. Nothing: there was none.
origin_of() {
  local left
  for left in "$path"-restoring-*; do
    [ -d "$left/only/$1" ] && [ -d "$left/copy" ] || continue
    if present "$path-replaced-$(time_of "$left")/$1"; then printf '%s' "$path-replaced-$(time_of "$left")/$1"; return; fi
    present "$left/copy/$1" || [ ! -d "$path-replaced-$(time_of "$left")" ] || return
  done
  if present "$current/$1"; then printf '%s' "$current/$1"; fi
}

# It stays the same when it is set aside and comes back.
list_lasting() { list_by '%D:%i %T@ %s %P\0' "$1"; }

list_entries() { list_by '%D:%i %C@ %s %P\0' "$1"; }

list_by() {
  local origin; origin=$(origin_of "$2")
  [ -n "$origin" ] || return 0
  timeout 10 find "$origin" -xdev -printf "$1"
}

last_change() { each_only list_entries 2>/dev/null | tr '\0' '\n' | cut -d ' ' -f 2 | sort -n | tail -n 1 | cut -d . -f 1; }

# Whether a path in this folder leads out of it by a link; a link at its end may lead into the deployed folder too.
leads_out() {
  local root; root=$(realpath -m -- "$1")
  case $(realpath -m -- "$(dirname -- "$1/$2")")/ in "$root"/*) ;; *) return 0 ;; esac
  [ -L "$1/$2" ] || return 1
  case $(realpath -m -- "$1/$2") in "$root"/*|"$(realpath -m -- "$current")"/*) return 1 ;; esac
}

# The reply is for the first one that does not fit.
check_one() {
  local folder
  for folder in "$current" "$backup"; do
    if leads_out "$folder" "$1"; then say reply unfit "$1 leads out of $folder by a link"; return 1; fi
  done
  present "$backup/$1" || { say reply unfit "there is no $1 in the backup $backup"; return 1; }
  [ -d "$(dirname -- "$current/$1")" ] || { say reply unfit "there is no folder $(dirname -- "$current/$1") to put $1 back into"; return 1; }
}

shape_of() { find "$1" -printf '%P %y %m %U %G %l\n' 2>/dev/null | sort | cksum; }

is_same() {
  present "$current/$1" && [ "$(shape_of "$current/$1")" = "$(shape_of "$backup/$1")" ] &&
    diff --brief --recursive --no-dereference -- "$current/$1" "$backup/$1" >/dev/null 2>&1
}

# Only what is replaced has to belong to the user, and the folder that it is in.
choose_files_for_one() {
  choose_files_by "$@"
  if [ "$files_by" = self ] && [ "$EUID" != 0 ] && ! [ -w "$(dirname -- "$1")" ]; then files_by=root; fi
  [ "$files_by" = self ]
}

choose_for_one() {
  if [ -e "$current/$1" ] || [ -L "$current/$1" ]; then choose_files_for_one "$current/$1" "$backup/$1"; else choose_files_for_one "$backup/$1"; fi
}

check_rights_of_one() { need_right mv -T -- "$path/$1" "$failed/$1" && need_right mv -T -- "$staged/copy/$1" "$path/$1"; }

check_rights_of_part() {
  need_right mkdir -- "$staged" && need_right mkdir -m 700 -- "$failed" && pack_part need_right && unpack need_right --directory="$staged/copy" &&
    each_only check_rights_of_one && need_right mv -T -- "$staged/copy" "$staged/done" &&
    need_right rm -rf --one-file-system -- "$staged" && need_right du -sk -- "$backup"
}

pack_part() {
  local by=$1 one
  set -- --directory="$backup" --
  while IFS= read -r one; do
    if [ -n "$one" ]; then set -- "$@" "./$one"; fi
  done < <(printf '%s\n' "$only")
  pack "$by" "$@"
}

# Whoever may enter the folders above must not matter beside it, where they are missing.
stage_part() {
  each_only mark_one || return 1
  run with_files mkdir -m 700 -- "$staged/copy" || return 1
  problem=$({ pack_part with_files | unpack with_files --directory="$staged/copy"; } </dev/null 2>&1 >/dev/null)
}

mark_one() { run with_files mkdir -p -- "$staged/only/$1"; }

aside_part() { run with_files mkdir -m 700 -- "$failed" && each_only set_one_aside; }

set_one_aside() {
  present "$path/$1" || return 0
  run with_files mkdir -p -- "$(dirname -- "$failed/$1")" && run with_files mv -T -- "$path/$1" "$failed/$1"
}

# The last rename says that all of it is in place.
restore_part() { each_only restore_one && run with_files mv -T -- "$staged/copy" "$staged/done"; }

restore_one() { run with_files mv -T -- "$staged/copy/$1" "$path/$1"; }

# The paths of a part that a killed run was putting back.
part_of() { (cd -- "$1/only" 2>/dev/null && find . -mindepth 1 -type d -empty -printf '%P\n'); }

revert_part() {
  if [ -d "$2" ]; then
    each_only revert_part_of "$1" "$2" || return 1
    revert_one with_files rm -rf --one-file-system -- "$2"
  fi
  revert_one with_files rm -rf --one-file-system -- "$1"
}

# Without its copy beside the folder, what is in the folder is the copy.
revert_part_of() {
  if ! present "$1/copy/$3" && present "$path/$3"; then revert_one with_files mv -T -- "$path/$3" "$1/copy/$3" || return 1; fi
  if present "$2/$3"; then revert_one with_files mv -T -- "$2/$3" "$path/$3"; fi
}`
