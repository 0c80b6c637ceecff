using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Optimizer.Nulls;
using Rerun.Query.Optimizer.Templates;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Optimizer.Sharing;

/// <summary>
/// Counts in how many places expressions stand, and whether they are computed there for all rows. What stands inside of an expression that is itself
/// repeated counts once.
/// </summary>
internal sealed class Occurrences
{
    private const int MostNodes = 4000;
    private const int MostDepth = 64;
    private const int CostOfCall = 4;
    private const int CostOfChoice = 2;
    private const int CostOfLambda = 16;

    private readonly Dictionary<ScalarExpression, Use> _uses = [];
    private int _nodes;

    /// <summary>Whether what was added is small enough to be compared.</summary>
    public bool IsModest { get; private set; } = true;

    /// <summary>Takes note of an expression and its parts.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="certainty">For which rows it is computed.</param>
    public void Add(ScalarExpression expression, Certainty certainty)
    {
        IsModest = IsModest && CountNodes(expression, 0);
        if (IsModest)
        {
            Visit(expression, certainty, isNew: true);
        }
    }

    /// <summary>The expressions that stand in several places, are computed for all rows anyway, and cost at least so much.</summary>
    public HashSet<ScalarExpression> Repeated(int leastCost) => IsModest
        ? [.. _uses.Where(pair => pair.Value.Count > 1 && CanMove(pair.Key, pair.Value.Certainty) && CostOf(pair.Key) >= leastCost).Select(pair => pair.Key)]
        : [];

    private bool CountNodes(ScalarExpression expression, int depth)
    {
        if (depth > MostDepth || ++_nodes > MostNodes)
        {
            return false;
        }

        foreach (ScalarExpression child in expression.Children)
        {
            if (!CountNodes(child, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private void Visit(ScalarExpression expression, Certainty certainty, bool isNew)
    {
        if (expression.Children.IsEmpty || expression is CorrelatedSubquery)
        {
            return;
        }

        if (_uses.TryGetValue(expression, out Use? use))
        {
            use.Count += isNew ? 1 : 0;
            if (certainty <= use.Certainty)
            {
                return;
            }

            use.Certainty = certainty;
            isNew = false;
        }
        else
        {
            _uses.Add(expression, new Use { Count = 1, Certainty = certainty });
        }

        // The body of a lambda is computed for elements, not for rows.
        PlanList<ScalarExpression> parts = expression is LambdaCall lambda ? lambda.Arguments : expression.Children;
        for (int i = 0; i < parts.Count; i++)
        {
            Visit(parts[i], OfPart(expression, parts, i, certainty), isNew);
        }
    }

    private static Certainty OfPart(ScalarExpression whole, PlanList<ScalarExpression> parts, int place, Certainty certainty) => whole switch
    {
        _ when place == 0 => certainty,
        Logical or Case or Coalesce or InList => Certainty.Perhaps,
        _ when parts.Take(place).All(part => part is Constant { Value: not null }) => certainty,
        _ => (Certainty)Math.Min((int)certainty, (int)Certainty.Usually),
    };

    private static bool CanMove(ScalarExpression expression, Certainty certainty) =>
        (certainty == Certainty.Always || (certainty == Certainty.Usually && !NullRow.Unknown.CanFail(expression)))
        && expression.Any(part => part is ColumnReference)
        && !expression.Any(part => part is CorrelatedSubquery or Failing)
        && !Changing.IsIn(expression)
        && !RunValues.Decides(expression);

    // In about the time that adding two columns takes.
    private static int CostOf(ScalarExpression expression)
    {
        int cost = expression switch
        {
            FunctionCall { Binding.Function.Family: FunctionFamily.Comparison or FunctionFamily.Arithmetic } => 1,
            Cast cast => SqlTypes.IsNumeric(cast.Type) && SqlTypes.IsNumeric(cast.Operand.Type) ? 1 : CostOfCall,
            FunctionCall => CostOfCall,
            Case or InList or Coalesce => CostOfChoice,
            LambdaCall => CostOfLambda,
            _ => 0,
        };
        foreach (ScalarExpression child in expression.Children)
        {
            cost += CostOf(child);
        }

        return cost;
    }

    private sealed class Use
    {
        public int Count { get; set; }

        public Certainty Certainty { get; set; }
    }
}
