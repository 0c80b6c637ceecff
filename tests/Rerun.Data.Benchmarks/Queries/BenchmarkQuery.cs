namespace Rerun.Data.Benchmarks.Queries;

/// <summary>A query of the benchmark list.</summary>
/// <param name="Id">Its id in the list.</param>
/// <param name="Description">What it asks for.</param>
/// <param name="Sql">Its text; <c>{0}</c> stands for the dataset.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record BenchmarkQuery(string Id, string Description, string Sql, params (string Name, object Value)[] Parameters)
{
    /// <summary>The text for SQLite over a table <c>s</c> of the same rows, or null where it is no peer.</summary>
    public string? Sqlite { get; init; }
}
