using Rerun.Catalog.Dataframes;
using Rerun.Data.Linq.Mapping;

namespace Rerun.Data.Linq.Parsing;

/// <summary>A source of rows at the root of a query.</summary>
internal interface IRerunRoot
{
    /// <summary>SQL that gives the rows; null for the rows of a dataset.</summary>
    RelationText? Text { get; }

    /// <summary>The dataset's name.</summary>
    string DatasetName { get; }

    /// <summary>A text that is equal for roots that give the same rows as the same objects.</summary>
    string Key { get; }

    /// <summary>The view.</summary>
    DataframeQuery View { get; }

    /// <summary>How rows become objects; null for <see cref="RerunRow"/>.</summary>
    RowMapping? Mapping { get; }
}
