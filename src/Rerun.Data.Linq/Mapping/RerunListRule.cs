namespace Rerun.Data.Linq;

/// <summary>What a property of one value takes from a column of lists, as component columns are. A null list is always null.</summary>
public enum RerunListRule
{
    /// <summary>The only element; of an empty list null. More than one element is an error that names column, partition, index value and length.</summary>
    Single,

    /// <summary>The first element, whatever follows; of an empty list null.</summary>
    First,

    /// <summary>For <see cref="bool"/>: whether an element is true; of an empty list false.</summary>
    Any,

    /// <summary>For <see cref="bool"/>: whether no element is false; of an empty list true.</summary>
    All,
}
