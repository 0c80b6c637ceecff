using Rerun.Catalog;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Binding;

/// <summary>The values handed to one execution, as typed constants. Each is converted once, when first needed.</summary>
internal sealed class ParameterSet(QueryParameters parameters)
{
    private readonly Constant?[] _values = parameters.Count == 0 ? [] : new Constant?[parameters.Count];

    public static ParameterSet Empty { get; } = new(QueryParameters.None);

    /// <summary>Whether a value was asked for that was not handed in.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="RerunException">None was handed in, or it cannot be used as a value.</exception>
    public Constant this[string name] => Find(name) ?? throw Missing(name);

    /// <summary>The value of a parameter, or null where none was handed in.</summary>
    /// <exception cref="RerunException">It cannot be used as a value.</exception>
    public Constant? Find(string name)
    {
        int place = parameters.IndexOf(name);
        IsIncomplete |= place < 0;
        return place < 0 ? null : _values[place] ??= ParameterValues.ToConstant(parameters[place]);
    }

    private RerunException Missing(string name)
    {
        string given = parameters.Count == 0
            ? "There are no parameters."
            : $"There are: {string.Join(", ", parameters.Select((parameter, i) => string.IsNullOrEmpty(parameter.Name) ? $"number {i + 1}" : parameter.Name))}.";
        return new RerunException($"The parameter {name} has no value. {given}", RerunErrorCode.InvalidArgument);
    }
}
