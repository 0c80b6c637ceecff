using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog;

/// <summary>What a column of a dataset is.</summary>
public abstract record ColumnDescriptor
{
    /// <summary>The column's name in results, for example <c>log_time</c> or <c>/points:Points3D:positions</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The Arrow type of the column in results.</summary>
    public abstract IArrowType StoreType { get; }

    /// <summary>The column as a nullable Arrow field with the metadata that says what it is.</summary>
    public abstract Field ToField();
}
