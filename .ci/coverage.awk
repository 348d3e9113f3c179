# One line of line coverage for each source project, from the reports of several test projects: a line counts as covered if any of them ran it.
match($0, /<package name="[^"]*"/) { project = substr($0, RSTART + 15, RLENGTH - 16) }
match($0, /filename="[^"]*"/) { file = substr($0, RSTART + 10, RLENGTH - 11) }
match($0, /<line number="[0-9]+" hits="[0-9]+"/) {
    split(substr($0, RSTART, RLENGTH), part, "\"")
    line = project SUBSEP file SUBSEP part[2]
    if (!(line in hit)) lines[project]++
    if (part[4] > 0 && !hit[line]) covered[project]++
    hit[line] = hit[line] || part[4] > 0
}
END { for (project in lines) printf "%s: %.1f %% of %d lines\n", project, 100 * covered[project] / lines[project], lines[project] | "sort" }
