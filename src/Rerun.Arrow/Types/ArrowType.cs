namespace Rerun.Arrow.Types;

/// <summary>The base of all types. Equality is by content, deeply.</summary>
public abstract class ArrowType : IArrowType, IEquatable<IArrowType>
{
    /// <inheritdoc/>
    public abstract ArrowTypeId TypeId { get; }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual bool IsFixedWidth => false;

    /// <summary>Whether the other type is the same: kind, parameters and children with their names, nullability and metadata.</summary>
    public bool Equals(IArrowType? other) => other is not null && TypeComparer.Exact.Equals(this, other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as IArrowType);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => TypeComparer.Exact.GetHashCode(this);

    /// <summary>The type as it is written in messages: its name with parameters and children.</summary>
    public override string ToString() => Name;
}
