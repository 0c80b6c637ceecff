using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Computes constant parts, drops conditions that change nothing, turns negated comparisons around, and replaces relations that cannot have rows
/// by <see cref="Empty"/>.
/// </summary>
internal sealed class SimplifyExpressions(PlanBuilder builder) : IOptimizerRule
{
    public const string RuleName = "simplify-expressions";

    private static readonly Dictionary<string, string> Opposites = new()
    {
        ["="] = "<>",
        ["<>"] = "=",
        ["<"] = ">=",
        [">="] = "<",
        [">"] = "<=",
        ["<="] = ">",
    };

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => plan.RewriteUp(relation => Prune(relation.WithExpressions(Simplify)));

    private ScalarExpression Simplify(ScalarExpression expression) => expression.Rewrite(SimplifyPart);

    private ScalarExpression SimplifyPart(ScalarExpression part)
    {
        ScalarExpression simple = part switch
        {
            Logical logical => SimplifyLogical(logical),
            Not { Operand: Not inner } => inner.Operand,
            Not { Operand: FunctionCall call } when Opposites.TryGetValue(call.Name, out string? opposite) =>
                builder.Call(opposite, call.Arguments[0], call.Arguments[1]),
            Not { Operand: Logical inner } => SimplifyLogical(new Logical(
                inner.Connective == LogicalConnective.And ? LogicalConnective.Or : LogicalConnective.And,
                inner.Operands.Map(operand => SimplifyPart(new Not(operand))))),
            InList { Operand: Constant { Value: null } } list => new Constant(null, list.Type),
            _ => part,
        };
        return ConstantFolding.IsFoldable(simple) ? ConstantFolding.TryFold(simple) : simple;
    }

    private static ScalarExpression SimplifyLogical(Logical logical)
    {
        bool decides = logical.Connective == LogicalConnective.Or;
        var kept = new List<ScalarExpression>();
        var seen = new HashSet<ScalarExpression>();
        foreach (ScalarExpression operand in logical.Operands)
        {
            if (operand is Constant { Value: bool known })
            {
                if (known == decides)
                {
                    return operand;
                }
            }
            else if (operand is Logical nested && nested.Connective == logical.Connective)
            {
                kept.AddRange(nested.Operands.Where(seen.Add));
            }
            else if (seen.Add(operand))
            {
                kept.Add(operand);
            }
        }

        return kept.Count switch
        {
            0 => Constant.Of(!decides),
            1 => kept[0],
            _ when kept.Count == logical.Operands.Count => logical,
            _ => new Logical(logical.Connective, kept.ToPlanList()),
        };
    }

    private static LogicalPlan Prune(LogicalPlan relation) => relation switch
    {
        Filter { Condition: Constant { Value: true } } filter => filter.Input,
        Filter { Condition: Constant } => new Empty(relation.Fields),
        Filter { Input: Empty } or Project { Input: Empty } or Sort { Input: Empty } or Limit { Input: Empty } or Distinct { Input: Empty } =>
            new Empty(relation.Fields),
        Aggregate { Input: Empty, Groups.IsEmpty: false } => new Empty(relation.Fields),
        Limit { Count: Constant { Value: 0L } } => new Empty(relation.Fields),
        Join { Kind: JoinKind.Inner or JoinKind.Semi } join when join.Left is Empty || join.Right is Empty => new Empty(relation.Fields),
        Project { IsIdentity: true } project => project.Input,
        _ => relation,
    };
}
