using System.Linq.Expressions;
using System.Reflection;

namespace Rerun.Data.Linq;

/// <summary>Joins that LINQ has no name for.</summary>
public static class RerunJoinExtensions
{
    /// <summary>Pairs of rows with equal keys, and the rows of both sides without a partner: the other side is then the default of its type.</summary>
    /// <typeparam name="TOuter">The rows of the first side.</typeparam>
    /// <typeparam name="TInner">The rows of the second side.</typeparam>
    /// <typeparam name="TKey">The key. A key that is null matches nothing; of an object of several parts null parts match.</typeparam>
    /// <typeparam name="TResult">What a pair becomes.</typeparam>
    /// <param name="outer">The first side: a query over a dataset, table or SQL.</param>
    /// <param name="inner">The second side: another such query, or a collection.</param>
    /// <param name="outerKeySelector">The key of a row of the first side.</param>
    /// <param name="innerKeySelector">The key of a row of the second side.</param>
    /// <param name="resultSelector">What becomes of a pair, of which one may be null.</param>
    /// <exception cref="ArgumentException">The first side is no query of this provider.</exception>
    public static IQueryable<TResult> FullJoin<TOuter, TInner, TKey, TResult>(
        this IQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKeySelector,
        Expression<Func<TInner, TKey>> innerKeySelector,
        Expression<Func<TOuter?, TInner?, TResult>> resultSelector) =>
        Query<TResult>(outer, (MethodInfo)MethodBase.GetCurrentMethod()!, [typeof(TOuter), typeof(TInner), typeof(TKey), typeof(TResult)], inner, outerKeySelector, innerKeySelector, resultSelector);

    /// <summary>Each row of the first side with the row of the second that is nearest to it in time, among those with an equal key; rows without one are left out.</summary>
    /// <typeparam name="TOuter">The rows of the first side.</typeparam>
    /// <typeparam name="TInner">The rows of the second side.</typeparam>
    /// <typeparam name="TKey">The key. Null, also in a part, matches nothing.</typeparam>
    /// <typeparam name="TTime">The time.</typeparam>
    /// <typeparam name="TResult">What a pair becomes.</typeparam>
    /// <param name="outer">The first side: a query over a dataset, table or SQL.</param>
    /// <param name="inner">The second side: another such query, or a collection.</param>
    /// <param name="outerKeySelector">The key of a row of the first side, such as its partition.</param>
    /// <param name="innerKeySelector">The key of a row of the second side.</param>
    /// <param name="outerTimeSelector">The time of a row of the first side.</param>
    /// <param name="innerTimeSelector">The time of a row of the second side.</param>
    /// <param name="resultSelector">What becomes of a pair.</param>
    /// <param name="match">Which row is the nearest.</param>
    /// <exception cref="ArgumentException">The first side is no query of this provider.</exception>
    public static IQueryable<TResult> AsofJoin<TOuter, TInner, TKey, TTime, TResult>(
        this IQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKeySelector,
        Expression<Func<TInner, TKey>> innerKeySelector,
        Expression<Func<TOuter, TTime>> outerTimeSelector,
        Expression<Func<TInner, TTime>> innerTimeSelector,
        Expression<Func<TOuter, TInner, TResult>> resultSelector,
        AsofMatch match = AsofMatch.AtOrBefore) =>
        Query<TResult>(
            outer,
            (MethodInfo)MethodBase.GetCurrentMethod()!,
            [typeof(TOuter), typeof(TInner), typeof(TKey), typeof(TTime), typeof(TResult)],
            inner,
            outerKeySelector,
            innerKeySelector,
            outerTimeSelector,
            innerTimeSelector,
            resultSelector,
            match);

    /// <summary>Each row of the first side with the row of the second that is nearest to it in time, among those with an equal key; without one that is null.</summary>
    /// <typeparam name="TOuter">The rows of the first side.</typeparam>
    /// <typeparam name="TInner">The rows of the second side.</typeparam>
    /// <typeparam name="TKey">The key. Null, also in a part, matches nothing.</typeparam>
    /// <typeparam name="TTime">The time.</typeparam>
    /// <typeparam name="TResult">What a pair becomes.</typeparam>
    /// <param name="outer">The first side: a query over a dataset, table or SQL.</param>
    /// <param name="inner">The second side: another such query, or a collection.</param>
    /// <param name="outerKeySelector">The key of a row of the first side, such as its partition.</param>
    /// <param name="innerKeySelector">The key of a row of the second side.</param>
    /// <param name="outerTimeSelector">The time of a row of the first side.</param>
    /// <param name="innerTimeSelector">The time of a row of the second side.</param>
    /// <param name="resultSelector">What becomes of a pair, of which the second may be null.</param>
    /// <param name="match">Which row is the nearest.</param>
    /// <exception cref="ArgumentException">The first side is no query of this provider.</exception>
    public static IQueryable<TResult> AsofLeftJoin<TOuter, TInner, TKey, TTime, TResult>(
        this IQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKeySelector,
        Expression<Func<TInner, TKey>> innerKeySelector,
        Expression<Func<TOuter, TTime>> outerTimeSelector,
        Expression<Func<TInner, TTime>> innerTimeSelector,
        Expression<Func<TOuter, TInner?, TResult>> resultSelector,
        AsofMatch match = AsofMatch.AtOrBefore) =>
        Query<TResult>(
            outer,
            (MethodInfo)MethodBase.GetCurrentMethod()!,
            [typeof(TOuter), typeof(TInner), typeof(TKey), typeof(TTime), typeof(TResult)],
            inner,
            outerKeySelector,
            innerKeySelector,
            outerTimeSelector,
            innerTimeSelector,
            resultSelector,
            match);

    private static IQueryable<TResult> Query<TResult>(IQueryable outer, MethodInfo method, Type[] types, params object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(outer);
        MethodInfo call = method.IsGenericMethodDefinition ? method.MakeGenericMethod(types) : method;
        IEnumerable<Expression> parts = arguments.Select((argument, i) => argument switch
        {
            LambdaExpression lambda => Expression.Quote(lambda),
            IQueryable query => query.Expression,
            AsofMatch match => Expression.Constant(match),
            null => throw new ArgumentNullException(method.GetParameters()[i + 1].Name),
            _ => (Expression)Expression.Constant(argument, call.GetParameters()[i + 1].ParameterType),
        });
        return RerunQueryableExtensions.ProviderOf(outer).CreateQuery<TResult>(Expression.Call(call, [outer.Expression, .. parts]));
    }
}
