using Rerun.Catalog.Dataframes;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Parsing;

namespace Rerun.Data.Linq.Execution;

/// <summary>The rows that SQL gives.</summary>
internal sealed class TextRows<T>(RerunQueryProvider provider, RelationText text) : RerunQueryable<T>(provider, true), IRerunRoot, IAsyncEnumerable<T>
{
    public RelationText Text => text;

    public string DatasetName => "";

    public string Key { get; } = FormattableString.Invariant($"sql {text.Sql.Length}'{text.Sql}|{typeof(T).TypeHandle.Value}");

    public DataframeQuery View { get; } = new() { Index = null, Contents = ViewContents.All };

    RowMapping? IRerunRoot.Mapping => Mapping;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => EnumerateAsync(cancellationToken);
}
