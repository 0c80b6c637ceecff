using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Templates;

/// <summary>Puts the values of one execution into a template.</summary>
internal sealed class ValueFilling
{
    private readonly ParameterSet _parameters;
    private readonly EvaluationContext _context;
    private readonly Func<ScalarExpression, ScalarExpression> _fill;

    public ValueFilling(ParameterSet parameters, EvaluationContext context)
    {
        _parameters = parameters;
        _context = context;
        _fill = Fill;
    }

    /// <summary>Whether all values fitted into the template so far.</summary>
    public bool IsDone { get; private set; } = true;

    /// <summary>A relation with the values, whose inputs have them already.</summary>
    public LogicalPlan Fill(LogicalPlan relation)
    {
        if (!IsDone)
        {
            return relation;
        }

        if (relation is not DataframeScan scan)
        {
            return relation.WithExpressions(_fill);
        }

        if (scan.Deferred is not { } bounds)
        {
            return scan;
        }

        LogicalPlan? filled = bounds.Apply(scan, _fill);
        IsDone &= filled is not null;
        return filled ?? scan;
    }

    private ScalarExpression Fill(ScalarExpression expression)
    {
        if (expression is ParameterReference parameter)
        {
            // Null changes what a condition means; the optimiser knows all about it.
            Constant value = _parameters[parameter.Name];
            IsDone &= value.Value is not null;
            return value;
        }

        PlanList<ScalarExpression> children = expression.Children.Map(_fill, out bool isChanged);
        if (!isChanged)
        {
            return ConstantFolding.FoldStable(expression, _context);
        }

        ScalarExpression filled = expression.WithChildren(children);
        return ConstantFolding.IsFoldable(filled) ? ConstantFolding.TryFold(filled) : ConstantFolding.FoldStable(filled, _context);
    }
}
