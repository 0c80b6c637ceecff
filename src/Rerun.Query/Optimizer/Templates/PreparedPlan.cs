using Rerun.Arrow;
using Rerun.Query.Binding;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Templates;

/// <summary>
/// A plan that runs often, with other values of its parameters: it is optimised once, as far as the values do not matter. Safe for several threads.
/// </summary>
/// <param name="bound">The plan, not yet optimised.</param>
internal sealed class PreparedPlan(LogicalPlan bound)
{
    private const int Most = 4;

    private readonly LimitValues? _limits = LimitValues.Of(bound);

    // Replaced as a whole by each change. Plans with LIMIT have a template for each limit, as that decides how rows are sorted and read.
    private PlanTemplate[] _templates = [];
    private bool _hasNone;

    /// <summary>The plan, not yet optimised.</summary>
    public LogicalPlan Bound => bound;

    /// <summary>The columns of its rows.</summary>
    public Schema Schema { get; } = new(bound.Fields);

    /// <summary>The optimised plan for given values, and what computes its expressions; null if only optimising the bound plan with them does.</summary>
    public (LogicalPlan Plan, CompiledExpressions Expressions)? For(ParameterSet parameters, EvaluationContext context, PlanOptimizer optimizer) =>
        TemplateFor(parameters, optimizer) is { } template && template.Fill(parameters, context) is { } plan ? (plan, template.Expressions) : null;

    /// <summary>Optimises the plan for given values, as far as they do not matter, and keeps what comes of it.</summary>
    public void Optimize(ParameterSet parameters, PlanOptimizer optimizer) => TemplateFor(parameters, optimizer);

    private PlanTemplate? TemplateFor(ParameterSet parameters, PlanOptimizer optimizer)
    {
        if (System.Threading.Volatile.Read(ref _hasNone))
        {
            return null;
        }

        foreach (PlanTemplate template in System.Threading.Volatile.Read(ref _templates))
        {
            if (template.Limits is null || template.Limits.Fits(parameters))
            {
                return template;
            }
        }

        return Add(parameters, optimizer);
    }

    private PlanTemplate? Add(ParameterSet parameters, PlanOptimizer optimizer)
    {
        if (PlanTemplate.Of(bound, _limits?.With(parameters), optimizer) is not { } template)
        {
            System.Threading.Volatile.Write(ref _hasNone, true);
            return null;
        }

        System.Threading.Volatile.Write(ref _templates, [template, .. System.Threading.Volatile.Read(ref _templates).Take(Most - 1)]);
        return template;
    }
}
