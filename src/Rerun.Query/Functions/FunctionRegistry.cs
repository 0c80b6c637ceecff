using System.Diagnostics.CodeAnalysis;

namespace Rerun.Query.Functions;

/// <summary>All functions by name. Names and aliases are found whatever their case; operators by their sign.</summary>
internal sealed class FunctionRegistry
{
    private readonly Dictionary<string, ScalarFunction> _scalars = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AggregateFunction> _aggregates = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, WindowFunction> _windows = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LambdaFunction> _lambdas = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FunctionDefinition> _all = [];

    /// <summary>A registry of given functions.</summary>
    /// <exception cref="ArgumentException">Two functions of a kind share a name.</exception>
    public FunctionRegistry(IEnumerable<FunctionDefinition> functions)
    {
        foreach (var function in functions)
        {
            _all.Add(function);
            foreach (var name in function.Aliases.Prepend(function.Name))
            {
                switch (function)
                {
                    case ScalarFunction scalar:
                        _scalars.Add(name, scalar);
                        break;
                    case AggregateFunction aggregate:
                        _aggregates.Add(name, aggregate);
                        break;
                    case LambdaFunction lambda:
                        _lambdas.Add(name, lambda);
                        break;
                    case WindowFunction window:
                        _windows.Add(name, window);
                        break;
                }
            }
        }
    }

    /// <summary>The built-in functions.</summary>
    public static FunctionRegistry BuiltIn { get; } = new(BuiltInFunctions.All());

    /// <summary>All functions in the order of their declaration.</summary>
    public IReadOnlyList<FunctionDefinition> All => _all;

    /// <summary>Finds a scalar function or operator.</summary>
    public bool TryGetScalar(string name, [NotNullWhen(true)] out ScalarFunction? function) => _scalars.TryGetValue(name, out function);

    /// <summary>Finds an aggregate function.</summary>
    public bool TryGetAggregate(string name, [NotNullWhen(true)] out AggregateFunction? function) => _aggregates.TryGetValue(name, out function);

    /// <summary>The function that takes a lambda, of a name in any case.</summary>
    public bool TryGetLambda(string name, [NotNullWhen(true)] out LambdaFunction? function) => _lambdas.TryGetValue(name, out function);

    /// <summary>Finds a window function; aggregates are looked up with <see cref="TryGetAggregate"/>.</summary>
    public bool TryGetWindow(string name, [NotNullWhen(true)] out WindowFunction? function) => _windows.TryGetValue(name, out function);

    /// <summary>The names of all functions, without operators: what an error suggests from.</summary>
    public IEnumerable<string> Names() => _scalars.Keys.Concat(_lambdas.Keys).Concat(_aggregates.Keys).Concat(_windows.Keys).Where(n => char.IsAsciiLetter(n[0]) && !n.Contains(' '));
}
