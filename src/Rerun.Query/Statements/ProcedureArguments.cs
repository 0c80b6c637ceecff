using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements;

/// <summary>The arguments of a procedure, by position or by name.</summary>
internal sealed class ProcedureArguments
{
    private readonly BindingContext _context;
    private readonly CallStatement _call;
    private readonly Dictionary<string, SqlExpression> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the arguments of a call.</summary>
    /// <param name="context">Where the text and the parameters are.</param>
    /// <param name="call">The call.</param>
    /// <param name="names">The procedure's parameters in order.</param>
    /// <exception cref="RerunException">An argument has no place.</exception>
    public ProcedureArguments(BindingContext context, CallStatement call, IReadOnlyList<string> names)
    {
        _context = context;
        _call = call;
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            ArgumentSyntax argument = call.Arguments[i];
            string name = argument.Name?.Text ?? (i < names.Count ? names[i] : "");
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                string hint = NearestName.Of(name, names) is { } nearest ? $"Did you mean {nearest}?" : $"It takes {string.Join(", ", names)}.";
                throw context.Error(RerunErrorCode.InvalidArgument, argument, $"The procedure {call.Name.Last.Text} does not take this argument. {hint}");
            }

            if (!_values.TryAdd(name, argument.Value))
            {
                throw context.Error(RerunErrorCode.InvalidArgument, argument, $"The argument {name} is given twice.");
            }
        }
    }

    /// <summary>A text, or null where it is NULL or not given.</summary>
    public string? Text(string name)
    {
        if (!_values.TryGetValue(name, out SqlExpression? syntax))
        {
            return null;
        }

        var binder = new ExpressionBinder(_context, new QueryBinder(_context), Scope.Empty, "CALL");
        ScalarExpression bound = binder.Bind(syntax);
        try
        {
            return (string?)ConstantFolding.Evaluate(PlanBuilder.Coerce(bound, SqlTypes.Text), parameter => _context.Parameters[parameter]).Value;
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw _context.Located(error, syntax);
        }
    }

    /// <summary>A text that must be given.</summary>
    public string RequiredText(string name) =>
        Text(name) ?? throw _context.Error(RerunErrorCode.InvalidArgument, _call, $"The procedure {_call.Name.Last.Text} needs the argument {name}.");
}
