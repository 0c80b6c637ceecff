using System.Diagnostics.CodeAnalysis;

namespace Rerun.Data;

/// <summary>A parameter whose value has a static type.</summary>
/// <typeparam name="T">The type of the value; null values of it are SQL's null.</typeparam>
public sealed class RerunParameter<T> : RerunParameter
{
    /// <summary>Creates a parameter without name, with the default value.</summary>
    public RerunParameter()
    {
    }

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">The name, with or without <c>@</c>, <c>$</c> or <c>:</c>; null or empty for a positional parameter.</param>
    /// <param name="value">The value; null is SQL's null.</param>
    public RerunParameter(string? name, T? value)
    {
        ParameterName = name;
        TypedValue = value;
    }

    /// <summary>The value; null is SQL's null.</summary>
    public T? TypedValue { get; set; }

    /// <summary>The same value, untyped.</summary>
    /// <exception cref="InvalidCastException">What is set is neither null, <see cref="DBNull.Value"/> nor a <typeparamref name="T"/>.</exception>
    [AllowNull]
    public override object Value
    {
        get => (object?)TypedValue ?? DBNull.Value;
        set => TypedValue = value switch
        {
            null or DBNull => default,
            T typed => typed,
            _ => throw new InvalidCastException($"Parameter '{ParameterName}' takes {typeof(T)}, not {value.GetType()}."),
        };
    }
}
