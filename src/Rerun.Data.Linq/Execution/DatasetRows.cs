using Rerun.Catalog.Dataframes;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Parsing;

namespace Rerun.Data.Linq.Execution;

/// <summary>The rows of a view of a dataset.</summary>
internal sealed class DatasetRows<T>(RerunDatasetSource source, string? index) : RerunQueryable<T>(source.Provider), IRerunRoot, IAsyncEnumerable<T>
{
    public RelationText? Text => null;

    public string DatasetName => source.Name;

    public string Key { get; } = FormattableString.Invariant($"{source.Key}|{index ?? "static"}|{typeof(T).TypeHandle.Value}");

    public DataframeQuery View { get; } = source.View with { Index = index };

    RowMapping? IRerunRoot.Mapping => Mapping;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => EnumerateAsync(cancellationToken);
}
