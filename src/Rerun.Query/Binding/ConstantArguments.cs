using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;
using EntryKind = Rerun.Catalog.EntryKind;

namespace Rerun.Query.Binding;

/// <summary>The arguments of a table function or procedure, by place or by name: expressions without columns.</summary>
internal sealed class ConstantArguments
{
    private readonly BindingContext _context;
    private readonly ExpressionBinder _binder;
    private readonly SqlNode _call;
    private readonly string _function;
    private readonly Dictionary<string, ArgumentSyntax> _arguments = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the arguments of a call.</summary>
    /// <param name="context">Where the text and the parameters are.</param>
    /// <param name="call">The call, for messages.</param>
    /// <param name="function">The function's name, for messages.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="names">The function's parameters in order.</param>
    /// <param name="positional">How many of them may be given by place.</param>
    /// <exception cref="RerunException">An argument has no place.</exception>
    public ConstantArguments(
        BindingContext context, SqlNode call, string function, SyntaxList<ArgumentSyntax> arguments, IReadOnlyList<string> names, int positional = int.MaxValue)
    {
        _context = context;
        _call = call;
        _function = function;
        _binder = new ExpressionBinder(context, new QueryBinder(context), Scope.Empty, $"{function}(..)");
        for (int i = 0; i < arguments.Count; i++)
        {
            ArgumentSyntax argument = arguments[i];
            string name = argument.Name?.Text ?? Placed(argument, i, names, positional);
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                string hint = NearestName.Of(name, names) is { } nearest ? $"Did you mean {nearest}?" : $"There are: {string.Join(", ", names)}.";
                throw Invalid(argument, $"{function}(..) has no argument {name}. {hint}");
            }

            if (!_arguments.TryAdd(name, argument))
            {
                throw Invalid(argument, $"The argument {name} is given twice.");
            }
        }
    }

    /// <summary>The argument as it was written, or null where it was not.</summary>
    public ArgumentSyntax? Find(string name) => _arguments.GetValueOrDefault(name);

    /// <summary>A text; null where it is NULL or not given.</summary>
    public string? Text(string name) => Find(name) is { } argument ? Text(argument) : null;

    /// <summary>A text; null where it is NULL.</summary>
    public string? Text(ArgumentSyntax argument) => (string?)Value(argument.Value, SqlTypes.Text);

    /// <summary>A text that must be given.</summary>
    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    /// <summary>TRUE or FALSE; FALSE where it is not given.</summary>
    public bool Flag(string name) => Find(name) is { } argument
        && (Value(argument.Value, SqlTypes.Boolean) is bool flag ? flag : throw Invalid(argument, $"{name} is TRUE or FALSE."));

    /// <summary>A whole number; null where it is NULL or not given.</summary>
    public int? Integer(string name)
    {
        if (Find(name) is not { } argument || Value(argument.Value, SqlTypes.BigInt) is not long number)
        {
            return null;
        }

        return number is >= 0 and <= int.MaxValue ? (int)number : throw Invalid(argument, $"{name} is a number from 0 to {int.MaxValue}.");
    }

    /// <summary>A number of seconds; null where it is NULL or not given.</summary>
    public TimeSpan? Seconds(string name) => Integer(name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>An instant in nanoseconds since 1970; null where it is NULL or not given.</summary>
    public long? Instant(string name) => Find(name) is { } argument ? (long?)Value(argument.Value, SqlTypes.Timestamp) : null;

    /// <summary>Texts; null where they are not given.</summary>
    public string[]? Texts(string name) => Find(name) is { } argument
        ? [.. ListItems(argument.Value).Select(item => (string?)Convert(item, SqlTypes.Text, argument.Value)).OfType<string>()]
        : null;

    /// <summary>Numbers that must be given.</summary>
    public float[] Vector(string name)
    {
        ArgumentSyntax argument = Find(name) ?? throw Missing(name);
        return [.. ListItems(argument.Value).Select(item => Convert(item, SqlTypes.Double, argument.Value) is double number
            ? (float)number
            : throw Invalid(argument, $"{name} is a list of numbers, without NULL."))];
    }

    /// <summary>The dataset of the argument <c>dataset</c>, which must be given.</summary>
    public EntryDetails Dataset()
    {
        string name = RequiredText("dataset");
        if (_context.Catalog.FindEntry(name, EntryKind.Dataset, EntryKind.BlueprintDataset) is { } dataset)
        {
            return dataset;
        }

        string hint = NearestName.Of(name, _context.Catalog.Entries.Select(entry => entry.Name)) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw _context.Error(RerunErrorCode.NotFound, Find("dataset")!, $"There is no dataset '{name}'.{hint}");
    }

    /// <summary>The entries of a list: written down, a list parameter, several parameters in parentheses, or the empty sub-select that mappers make.</summary>
    public IEnumerable<Constant> ListItems(SqlExpression syntax)
    {
        switch (syntax)
        {
            case ListExpression list:
                return list.Items.Select(item => IsNone(item) ? Constant.Null : Evaluate(item));
            case RowExpression row:
                return row.Items.SelectMany(ListItems);
            case SubqueryExpression { Query.Body: SelectSyntax { Where: { } where } } when Evaluate(where).Value is false:
                return [];
        }

        Constant value = Evaluate(syntax);
        return value switch
        {
            { Value: object?[] items, Type: ListType type } => items.Select(item => new Constant(item, type.ValueDataType)),
            { Value: null } => [],
            _ => [value],
        };
    }

    /// <summary>The value of an expression, brought to a type, in canonical form.</summary>
    public object? Value(SqlExpression syntax, IArrowType type) => Convert(Evaluate(syntax), type, syntax);

    /// <summary>A value brought to a type, in canonical form.</summary>
    public object? Convert(Constant value, IArrowType type, SqlExpression place)
    {
        try
        {
            return ((Constant)ConstantFolding.Fold(PlanBuilder.Coerce(value, type))).Value;
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw _context.Located(error, place);
        }
    }

    /// <summary>The error for an argument.</summary>
    public RerunException Invalid(SqlNode place, string message) => _context.Error(RerunErrorCode.InvalidArgument, place, message);

    // Lists are often pasted from Python; its word for NULL cannot be a column here.
    private static bool IsNone(SqlExpression item) => item is ColumnExpression { Parts.Count: 1, Name: { Quoted: false, Text: "None" } };

    private string Placed(ArgumentSyntax argument, int place, IReadOnlyList<string> names, int positional) =>
        place < Math.Min(names.Count, positional) ? names[place]
        : place >= names.Count ? throw Invalid(argument, $"{_function}(..) has {names.Count} arguments: {string.Join(", ", names)}.")
        : throw Invalid(argument, $"After the {names[0]}, the arguments of {_function}(..) are named: {names[1]} => ...");

    private RerunException Missing(string name) => Invalid((SqlNode?)Find(name) ?? _call, $"{_function}(..) needs the argument {name}.");

    private Constant Evaluate(SqlExpression syntax)
    {
        try
        {
            return _context.Evaluate(_binder.Bind(syntax));
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw _context.Located(error, syntax);
        }
    }
}
