using Rerun.Catalog;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>Binds the queries that views stand for, anew at each use.</summary>
internal static class ViewBinder
{
    private const int DeepestViews = 32;

    /// <summary>The rows of a view of the session.</summary>
    /// <param name="context">The context in which the view is named.</param>
    /// <param name="place">Where it is named.</param>
    /// <param name="view">The view.</param>
    /// <param name="inside">The context of its text.</param>
    public static LogicalPlan Rows(BindingContext context, SqlNode place, SessionView view, BindingContext inside)
    {
        if (context.ViewDepth >= DeepestViews)
        {
            throw context.Error(RerunErrorCode.InvalidArgument, place, $"The view {view.Name} is made of itself, or of too many views.");
        }

        var binder = new QueryBinder(inside);
        try
        {
            return binder.Renamed(binder.Bind(view.Query), view.Columns, place);
        }
        catch (RerunException error) when (context.ViewDepth == 0)
        {
            // The error points into the text of the view; the statement has only its name.
            throw new RerunException($"In the view {SqlPrinter.Identifier(view.Name)}: {error.Message}", error.ErrorKind, error)
            {
                Position = Math.Clamp(place.Span.Start, 0, context.Sql.Length) + 1,
            };
        }
    }

    /// <summary>The rows of a view that the catalog keeps.</summary>
    /// <param name="context">The context in which the view is named.</param>
    /// <param name="place">Where it is named.</param>
    /// <param name="view">The view.</param>
    public static LogicalPlan Rows(BindingContext context, SqlNode place, ViewDefinition view)
    {
        SqlScript script = SqlParser.ParseScript(view.Statement);
        return script.Statements is [CreateViewStatement create]
            ? Rows(context, place, new SessionView(view.Name, script.Text, create.Query, create.Columns), context.ForStoredView(script.Text, view.Dataset))
            : throw context.Error(RerunErrorCode.CorruptData, place, $"What the catalog keeps of the view {view.Name} is no CREATE VIEW.");
    }
}
