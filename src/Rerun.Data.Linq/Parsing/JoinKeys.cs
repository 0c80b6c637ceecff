using System.Linq.Expressions;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>When keys of two rows are equal: keys of several parts with null in a part match, a single null never does.</summary>
internal static class JoinKeys
{
    /// <summary>The conditions.</summary>
    /// <param name="left">The key of one side.</param>
    /// <param name="right">The key of the other.</param>
    /// <param name="builder">What makes comparisons.</param>
    /// <param name="scalars">What makes values.</param>
    /// <param name="isStrict">Whether null matches nowhere.</param>
    public static IEnumerable<ScalarExpression> Equal(Expression left, Expression right, PlanBuilder builder, ScalarTranslator scalars, bool isStrict = false)
    {
        if (!IsOfParts(left) && !IsOfParts(right))
        {
            (ScalarExpression one, ScalarExpression other) = (scalars.Value(left), scalars.Value(right));

            // The same for all rows: nothing to compare.
            return one is Constant && one.Equals(other) ? [] : [builder.Compare("=", one, other)];
        }

        var conditions = new List<ScalarExpression>();
        Add(left, right, builder, scalars, isStrict ? "=" : "is not distinct from", conditions);
        return conditions;
    }

    private static bool IsOfParts(Expression key) => key is NewExpression or MemberInitExpression or MethodCallExpression { Method.Name: "Create" };

    private static void Add(Expression left, Expression right, PlanBuilder builder, ScalarTranslator scalars, string comparison, List<ScalarExpression> conditions)
    {
        Expression[]? lefts = PartsOf(left);
        Expression[]? rights = PartsOf(right);
        if (lefts is null || rights is null)
        {
            conditions.Add(builder.Compare(comparison, scalars.Value(left), scalars.Value(right)));
            return;
        }

        if (lefts.Length != rights.Length)
        {
            throw scalars.Error(right, "the keys have not equally many parts.");
        }

        for (int i = 0; i < lefts.Length; i++)
        {
            Add(lefts[i], rights[i], builder, scalars, comparison, conditions);
        }
    }

    private static Expression[]? PartsOf(Expression key) => key switch
    {
        NewExpression made => [.. made.Arguments],
        MethodCallExpression { Method.Name: "Create" } call when call.Method.DeclaringType == typeof(Tuple) || call.Method.DeclaringType == typeof(ValueTuple) => [.. call.Arguments],
        MemberInitExpression init when init.Bindings.All(binding => binding is MemberAssignment) =>
            [.. init.NewExpression.Arguments, .. init.Bindings.Cast<MemberAssignment>().OrderBy(binding => binding.Member.Name, StringComparer.Ordinal).Select(binding => binding.Expression)],
        _ => null,
    };
}
