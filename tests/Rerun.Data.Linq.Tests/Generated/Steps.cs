namespace Rerun.Data.Linq.Tests.Generated;

/// <summary>Operators that generated queries are put together of: each makes rows of rows, another source, and a small number.</summary>
internal static class Steps
{
    public static (string Name, Func<IQueryable<Cells>, IQueryable<Cells>, int, IQueryable<Cells>> Apply)[] All { get; } =
    [
        ("where B > n", (q, o, n) => q.Where(x => x.B > n)),
        ("where not B > n", (q, o, n) => q.Where(x => !(x.B > n))),
        ("where C null or A", (q, o, n) => q.Where(x => x.C == null || x.A == n)),
        ("where D <> A", (q, o, n) => q.Where(x => x.D != x.A)),
        ("where B = A", (q, o, n) => q.Where(x => x.B == x.A)),
        ("where in list", (q, o, n) => q.Where(x => new int?[] { n, n + 1, null }.Contains(x.B))),
        ("where not in list", (q, o, n) => q.Where(x => !new long[] { n, n + 2 }.Contains(x.A))),
        ("where any", (q, o, n) => q.Where(x => o.Any(y => y.A == x.A && y.B > n))),
        ("where none", (q, o, n) => q.Where(x => !o.Any(y => y.B == x.B))),
        ("where contains", (q, o, n) => q.Where(x => o.Select(y => y.C).Contains(x.C))),
        ("where not contains", (q, o, n) => q.Where(x => !o.Select(y => y.B).Contains(x.B))),
        ("where count", (q, o, n) => q.Where(x => o.Count(y => y.A == x.A) > n - 2)),
        ("where max", (q, o, n) => q.Where(x => x.D >= o.Where(y => y.A == x.A).Max(y => y.D))),
        ("select swap", (q, o, n) => q.Select(x => new Cells { A = (x.B ?? 0) + n, B = (int)x.A, C = x.C, D = x.D })),
        ("select choice", (q, o, n) => q.Select(x => new Cells { A = x.A, B = x.B > n ? x.B : null, C = x.C ?? "none", D = x.D * 2 })),
        ("select sub-query", (q, o, n) => q.Select(x => new Cells { A = x.A, B = o.Count(y => y.C == x.C), C = x.C, D = o.Where(y => y.A == x.A).Sum(y => y.D) })),
        ("distinct", (q, o, n) => q.Distinct()),
        ("take", (q, o, n) => q.OrderBy(x => x.A).ThenBy(x => x.B).ThenBy(x => x.C).ThenBy(x => x.D).Take(n + 3)),
        ("skip", (q, o, n) => q.OrderByDescending(x => x.D).ThenBy(x => x.C).ThenByDescending(x => x.B).ThenBy(x => x.A).Skip(n)),
        ("union", (q, o, n) => q.Union(o)),
        ("concat", (q, o, n) => q.Concat(o)),
        ("except", (q, o, n) => q.Except(o)),
        ("intersect", (q, o, n) => q.Intersect(o)),
        ("join", (q, o, n) => q.Join(o, x => x.A, y => y.A, (x, y) => new Cells { A = x.A, B = y.B, C = x.C, D = y.D })),
        ("join on null", (q, o, n) => q.Join(o, x => x.B, y => y.B, (x, y) => new Cells { A = y.A, B = x.B, C = y.C, D = x.D })),
        ("join on two", (q, o, n) => q.Join(o, x => new { x.B, x.C }, y => new { y.B, y.C }, (x, y) => new Cells { A = x.A + y.A, B = x.B, C = x.C, D = y.D })),
        ("left join", (q, o, n) => q.LeftJoin(o, x => x.A, y => y.A, (x, y) => new Cells { A = x.A, B = y == null ? -n : y.B, C = x.C, D = y == null ? null : y.D })),
        ("right join", (q, o, n) => q.RightJoin(o, x => x.B, y => y.B, (x, y) => new Cells { A = y.A, B = x == null ? n : x.B, C = x == null ? null : x.C, D = y.D })),
        ("group join", (q, o, n) => q.GroupJoin(o, x => x.A, y => y.A, (x, ys) => new Cells { A = x.A, B = ys.Count(), C = x.C, D = ys.Max(y => y.D) })),
        ("select many", (q, o, n) => q.SelectMany(x => o.Where(y => y.A < x.A && y.B == n), (x, y) => new Cells { A = x.A, B = y.B, C = y.C, D = x.D })),
        ("select many or none", (q, o, n) => q.SelectMany(x => o.Where(y => y.A == x.A).DefaultIfEmpty(), (x, y) => new Cells { A = x.A, B = x.B, C = y == null ? "-" : y.C, D = x.D })),
        ("group", (q, o, n) => q.GroupBy(x => x.C).Select(g => new Cells { A = g.Count(), B = g.Max(x => x.B), C = g.Key, D = g.Sum(x => x.D) })),
        ("group by two", (q, o, n) => q.GroupBy(x => new { x.A, Big = x.B > n }).Select(g => new Cells { A = g.Key.A, B = g.Sum(x => x.B), C = g.Min(x => x.C), D = g.Average(x => x.B) })),
        ("group having", (q, o, n) => q.GroupBy(x => x.B).Where(g => g.Count() > 1 || g.Key == n).Select(g => new Cells { A = g.Min(x => x.A), B = g.Key, C = null, D = g.Count(x => x.D > n) })),
        ("best of group", (q, o, n) => q.GroupBy(x => x.B).Select(g => g.OrderBy(x => x.A).ThenBy(x => x.C).ThenByDescending(x => x.D).First())),
        ("default if empty", (q, o, n) => q.Where(x => x.A > n).DefaultIfEmpty().Select(x => x == null ? new Cells { A = -1, B = null, C = null, D = null } : new Cells { A = x.A, B = x.B, C = x.C, D = x.D })),
    ];
}
