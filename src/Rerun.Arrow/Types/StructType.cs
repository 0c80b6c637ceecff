namespace Rerun.Arrow.Types;

/// <summary>Several children side by side.</summary>
public sealed class StructType : NestedType
{
    /// <summary>A struct of fields.</summary>
    public StructType(IReadOnlyList<Field> fields)
        : base(fields)
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Struct;

    /// <inheritdoc/>
    public override string Name => "struct";

    /// <summary>The first field of a name, or null.</summary>
    public Field? GetFieldByName(string name) => GetFieldIndex(name) is var index and >= 0 ? Fields[index] : null;

    /// <summary>The position of the first field of a name, or -1.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="comparer">How names compare; null is ordinal.</param>
    public int GetFieldIndex(string name, IEqualityComparer<string>? comparer = null)
    {
        comparer ??= StringComparer.Ordinal;
        for (var i = 0; i < Fields.Count; i++)
        {
            if (comparer.Equals(Fields[i].Name, name))
            {
                return i;
            }
        }

        return -1;
    }
}
