using Rerun.Catalog.Dataframes;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Parsing;

namespace Rerun.Data.Linq.Execution;

/// <summary>The rows of a view of a dataset.</summary>
internal sealed class DatasetRows<T>(RerunDatasetSource source, string? index) : RerunQueryable<T>(source, index), IRerunRoot, IAsyncEnumerable<T>
{
    public string DatasetName => Source.Name;

    public string Key { get; } = FormattableString.Invariant($"{source.Key}|{index ?? "static"}|{typeof(T).TypeHandle.Value}");

    DataframeQuery IRerunRoot.View => View;

    public RowMapping? Mapping { get; } = typeof(T) == typeof(RerunRow) ? null : RowMapping.Of(typeof(T));

    public override IEnumerator<T> GetEnumerator() => QueryEnumeration.Rows<T>(Source.Provider.Host, Expression).GetEnumerator();

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        QueryEnumeration.RowsAsync<T>(Source.Provider.Host, Expression).GetAsyncEnumerator(cancellationToken);
}
