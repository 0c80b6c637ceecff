namespace Rerun.Query.Tests.Queries;
public sealed class Scratch
{
    [Fact]
    public async Task Run()
    {
        await using TestDatabase database = TestDatabase.Drives();
        var text = new System.Text.StringBuilder();
        foreach (string q in File.ReadAllText("/tmp/q.sql").Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            text.AppendLine(">> " + q.Trim());
            try { var r = await database.RowsAsync(q, ("a", 5), ("s", "drive-002"), ("ids", new[] { "drive-001", "drive-003" }), ("empty", Array.Empty<string>()), ("n", null), ("t", new DateTime(2025,3,3,8,15,1, DateTimeKind.Utc)));
              foreach (var x in r.Take(12)) text.AppendLine(x.Length > 400 ? x[..400] : x); if (r.Length > 12) text.AppendLine($".. {r.Length} rows"); }
            catch (Rerun.Catalog.RerunException e) { text.AppendLine("ERROR " + e.SqlState + " " + e.Message); }
            catch (Exception e) { text.AppendLine("CRASH " + e.ToString()[..Math.Min(700, e.ToString().Length)]); }
        }
        File.WriteAllText("/tmp/q.out", text.ToString());
    }
}
