using System.Linq.Expressions;
using System.Reflection;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Parts of a query that do not depend on its rows.</summary>
internal static class OutsideValues
{
    /// <summary>Whether a part depends on no row and no query.</summary>
    public static bool IsFree(Expression expression)
    {
        var search = new Search();
        search.Visit(expression);
        return !search.IsBound;
    }

    /// <summary>The value of such a part.</summary>
    public static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when Nullable.GetUnderlyingType(convert.Type) == convert.Operand.Type =>
            Evaluate(convert.Operand),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };

    private sealed class Search : ExpressionVisitor
    {
        private readonly HashSet<ParameterExpression> _own = [];

        public bool IsBound { get; private set; }

        public override Expression? Visit(Expression? node) => IsBound ? node : base.Visit(node);

        protected override Expression VisitParameter(ParameterExpression node)
        {
            IsBound |= !_own.Contains(node);
            return node;
        }

        // A function written within the part brings its own parameters.
        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _own.UnionWith(node.Parameters);
            return base.VisitLambda(node);
        }

        protected override Expression VisitExtension(Expression node)
        {
            IsBound = true;
            return node;
        }

        protected override Expression VisitConstant(ConstantExpression node)
        {
            IsBound |= node.Value is IQueryable { Provider: IRerunProvider };
            return node;
        }
    }
}
