namespace Rerun.Arrow.Types;

/// <summary>A type of the Arrow columnar format. Implementations compare by content, deeply: names, nullability and metadata of children count.</summary>
public interface IArrowType
{
    /// <summary>The kind of the type.</summary>
    ArrowTypeId TypeId { get; }

    /// <summary>The name of the kind, in lower case.</summary>
    string Name { get; }

    /// <summary>Whether every value takes the same number of bits in one buffer.</summary>
    bool IsFixedWidth { get; }
}
