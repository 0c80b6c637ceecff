using Rerun.Query.Binding;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Templates;

/// <summary>The parameters that stand in LIMIT and OFFSET, with their values where those are settled. Immutable.</summary>
internal sealed class LimitValues
{
    private readonly string[] _names;
    private readonly Constant[] _values;

    private LimitValues(string[] names, Constant[] values) => (_names, _values) = (names, values);

    /// <summary>Those of a plan, without values; null if there are none.</summary>
    public static LimitValues? Of(LogicalPlan plan)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(plan, names);
        return names.Count == 0 ? null : new LimitValues([.. names], []);
    }

    /// <summary>The same parameters with the values of an execution.</summary>
    public LimitValues With(ParameterSet parameters) => new(_names, Array.ConvertAll(_names, name => parameters[name]));

    /// <summary>Whether an execution has the same values.</summary>
    public bool Fits(ParameterSet parameters)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (!parameters[_names[i]].Equals(_values[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A part of an expression; a parameter of these becomes its value.</summary>
    public ScalarExpression Replace(ScalarExpression part)
    {
        int place = part is ParameterReference parameter ? Array.FindIndex(_names, name => name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)) : -1;
        return place < 0 ? part : _values[place] is { Value: null } ? new Constant(null, part.Type) : _values[place];
    }

    private static void Collect(LogicalPlan plan, HashSet<string> names)
    {
        StackGuard.Ensure();
        if (plan is Limit limit)
        {
            foreach (ScalarExpression? expression in (ReadOnlySpan<ScalarExpression?>)[limit.Count, limit.Offset])
            {
                expression?.Any(part =>
                {
                    if (part is ParameterReference parameter)
                    {
                        names.Add(parameter.Name);
                    }

                    return false;
                });
            }
        }

        foreach (LogicalPlan input in plan.Inputs)
        {
            Collect(input, names);
        }
    }
}
