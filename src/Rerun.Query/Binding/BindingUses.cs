using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Binding;

/// <summary>What of one execution went into a plan while it was bound: where that is the same again, so is the plan.</summary>
internal sealed class BindingUses
{
    // Plans are kept by the hundred; long lists are not worth it.
    private const int LongestList = 1000;

    private readonly Dictionary<string, ParameterUse> _parameters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameters that were looked at.</summary>
    public IReadOnlyCollection<ParameterUse> Parameters => _parameters.Values;

    /// <summary>Whether the plan holds something that may be otherwise at the next moment, such as the time or the state of a task.</summary>
    public bool IsMomentary { get; set; }

    /// <summary>Takes note of a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="byValue">Whether the value went into the plan, not the type alone.</param>
    public void Add(string name, Constant value, bool byValue)
    {
        if (byValue || !_parameters.ContainsKey(name))
        {
            _parameters[name] = new ParameterUse(name, value.Type, byValue ? value : null);
            IsMomentary |= byValue && value.Value is object?[] { Length: > LongestList } or byte[] { Length: > LongestList };
        }
    }
}
