using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Rerun.Arrow.Types;
using Rerun.Data.Parameters;

namespace Rerun.Data;

/// <summary>A value handed to a command. Its type follows from <see cref="Value"/>, unless <see cref="ArrowType"/> or <see cref="DbType"/> is set.</summary>
/// <remarks>Arrays and lists are one value of a list type. A <see cref="DateTime"/> of kind Local is converted to UTC, and of kind Unspecified is taken as UTC.</remarks>
public class RerunParameter : DbParameter, ICloneable
{
    private string _name = "";
    private string _sourceColumn = "";
    private DbType? _dbType;

    /// <summary>Creates a parameter without name and value.</summary>
    public RerunParameter()
    {
    }

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">The name, with or without <c>@</c>, <c>$</c> or <c>:</c>; null or empty for a positional parameter.</param>
    /// <param name="value">The value; <see cref="DBNull.Value"/> is SQL's null.</param>
    public RerunParameter(string? name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <summary>Creates a parameter of an explicit type.</summary>
    /// <param name="name">The name, with or without <c>@</c>, <c>$</c> or <c>:</c>; null or empty for a positional parameter.</param>
    /// <param name="value">The value; <see cref="DBNull.Value"/> is SQL's null.</param>
    /// <param name="type">The SQL type, which is an Arrow type.</param>
    public RerunParameter(string? name, object? value, IArrowType type)
        : this(name, value) => ArrowType = type;

    /// <summary>The name as set; null becomes empty. <c>age</c>, <c>@age</c>, <c>$age</c> and <c>:age</c> are the same parameter.</summary>
    [AllowNull]
    public sealed override string ParameterName
    {
        get => _name;
        set
        {
            _name = value ?? "";
            BareName = ParameterNames.Bare(_name);
        }
    }

    /// <summary>The value. Null is a mistake when the command runs; <see cref="DBNull.Value"/> is SQL's null.</summary>
    public override object? Value { get; set; }

    /// <summary>The explicit SQL type, or null for the one that follows from the value.</summary>
    public IArrowType? ArrowType { get; set; }

    /// <summary>The type as ADO.NET names it: what was set, else what follows from the value, else <see cref="DbType.String"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is no member of the enumeration.</exception>
    public override DbType DbType
    {
        get => _dbType ?? ParameterTypes.DbTypeOf(Value);
        set
        {
            if (!Enum.IsDefined(value))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such DbType.");
            }

            _dbType = value;
        }
    }

    /// <summary>Always <see cref="ParameterDirection.Input"/>: no statement gives values back through parameters.</summary>
    /// <exception cref="NotSupportedException">Another direction is set.</exception>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input)
            {
                throw new NotSupportedException($"Parameter '{ParameterName}' cannot have direction {value}: results come as rows.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; }

    /// <summary>Kept, without effect.</summary>
    public override byte Precision { get; set; }

    /// <summary>Kept, without effect.</summary>
    public override byte Scale { get; set; }

    /// <summary>Kept, without effect: values are never cut.</summary>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn
    {
        get => _sourceColumn;
        set => _sourceColumn = value ?? "";
    }

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc/>
    public override DataRowVersion SourceVersion { get; set; } = DataRowVersion.Current;

    /// <summary>The name without its prefix.</summary>
    internal string BareName { get; private set; } = "";

    /// <summary>The explicit type, from <see cref="ArrowType"/> or <see cref="DbType"/>, or null.</summary>
    internal IArrowType? ExplicitType => ArrowType ?? (_dbType is { } type ? ParameterTypes.ArrowTypeOf(type) : null);

    /// <summary>A parameter like this one, for another command.</summary>
    public RerunParameter Clone() => (RerunParameter)MemberwiseClone();

    object ICloneable.Clone() => Clone();

    /// <summary>Forgets an explicit <see cref="DbType"/> and <see cref="ArrowType"/>.</summary>
    public override void ResetDbType()
    {
        _dbType = null;
        ArrowType = null;
    }

    /// <summary>The value as the query core takes it.</summary>
    /// <param name="position">The parameter's 0-based position, for messages about a parameter without a name.</param>
    internal virtual object? Bind(int position) => ParameterValues.Normalize(Value, this, position);
}
