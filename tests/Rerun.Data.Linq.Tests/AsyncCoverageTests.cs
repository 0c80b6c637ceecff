using System.Linq.Expressions;
using System.Reflection;

namespace Rerun.Data.Linq.Tests;

/// <summary>For each end of <see cref="Queryable"/> there is an asynchronous one that takes the same and a token.</summary>
public sealed class AsyncCoverageTests
{
    // Ends that are errors in every form; and so are all overloads with a comparer.
    private static readonly string[] Refused = ["Aggregate", "SequenceEqual"];

    private static readonly MethodInfo[] Ends =
    [
        .. typeof(Queryable).GetMethods(BindingFlags.Static | BindingFlags.Public).Where(method => !typeof(IQueryable).IsAssignableFrom(method.ReturnType) && !Refused.Contains(method.Name)
            && !Array.Exists(method.GetParameters(), parameter => parameter.ParameterType.IsGenericType && parameter.ParameterType.Name.Contains("Comparer", StringComparison.Ordinal))),
    ];

    private static readonly MethodInfo[] Asynchronous =
        [.. typeof(RerunQueryable<>).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public)).Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))];

    [Fact]
    public void Every_end_has_an_asynchronous_one()
    {
        Assert.True(Ends.Length > 70, $"{Ends.Length}");
        Assert.Empty(Ends.Where(end => !Array.Exists(Asynchronous, method => IsFor(method, end))).Select(end => end.ToString()));
    }

    [Fact]
    public void The_ends_without_one_are_errors_in_every_form() =>
        Assert.All(Refused, name => Assert.Contains(EarlyErrorTests.RefusedNames, refused => refused.Split(' ')[0] == name));

    [Fact]
    public void Every_asynchronous_end_takes_a_token() => Assert.All(Asynchronous, method => Assert.Equal(typeof(CancellationToken), method.GetParameters()[^1].ParameterType));

    // By what the caller writes: the same types where both are given those that the end has, or any.
    private static bool IsFor(MethodInfo method, MethodInfo end)
    {
        if (method.Name != $"{end.Name}Async")
        {
            return false;
        }

        Type[] taken = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        Type[] wanted = [.. end.GetParameters().Select(parameter => parameter.ParameterType), typeof(CancellationToken)];
        if (taken.Length != wanted.Length)
        {
            return false;
        }

        var known = new Dictionary<Type, Type>();
        return taken.Zip(wanted).All(pair => Fits(pair.First, pair.Second, known))
            && method.ReturnType.IsGenericType && Fits(method.ReturnType.GetGenericArguments()[0], end.ReturnType, known);
    }

    private static bool Fits(Type taken, Type wanted, Dictionary<Type, Type> known)
    {
        if (taken.IsGenericMethodParameter)
        {
            return known.TryGetValue(taken, out Type? before) ? before == wanted : known.TryAdd(taken, wanted);
        }

        return taken == wanted || (taken.IsGenericType && wanted.IsGenericType && taken.GetGenericTypeDefinition() == wanted.GetGenericTypeDefinition()
            && taken.GetGenericArguments().Zip(wanted.GetGenericArguments()).All(pair => Fits(pair.First, pair.Second, known)));
    }
}
