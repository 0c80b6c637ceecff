namespace Rerun.Arrow.Types;

/// <summary>One of several children per value.</summary>
public sealed class UnionType : NestedType
{
    /// <summary>A union of fields.</summary>
    /// <param name="fields">The children.</param>
    /// <param name="typeIds">For each child the number, 0 to 127, that stands for it; null is 0, 1, 2, ….</param>
    /// <param name="mode">The layout.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as the children, not unique, or not in range.</exception>
    public UnionType(IEnumerable<Field> fields, IEnumerable<int>? typeIds = null, UnionMode mode = UnionMode.Sparse)
        : base([.. fields])
    {
        int[] ids = typeIds is null ? [.. Enumerable.Range(0, Fields.Count)] : [.. typeIds];
        if (ids.Length != Fields.Count)
        {
            throw new ArgumentException($"A union of {Fields.Count} fields has {ids.Length} type ids.", nameof(typeIds));
        }

        var childOfTypeId = new sbyte[128];
        childOfTypeId.AsSpan().Fill(-1);
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] is < 0 or > 127 || childOfTypeId[ids[i]] >= 0)
            {
                throw new ArgumentException($"The union's type id {ids[i]} is out of range or occurs twice.", nameof(typeIds));
            }

            childOfTypeId[ids[i]] = (sbyte)i;
        }

        TypeIds = ids;
        ChildOfTypeId = childOfTypeId;
        Mode = mode;
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Union;

    /// <inheritdoc/>
    public override string Name => "union";

    /// <summary>The layout.</summary>
    public UnionMode Mode { get; }

    /// <summary>For each child the number that stands for it.</summary>
    public IReadOnlyList<int> TypeIds { get; }

    /// <summary>For each type id the position of its child, or -1.</summary>
    internal sbyte[] ChildOfTypeId { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{(Mode == UnionMode.Dense ? "dense_union" : "sparse_union")}<{string.Join(", ", Fields.Select((field, i) => $"{TypeIds[i]}={field}"))}>";
}
