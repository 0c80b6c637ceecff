using System.Globalization;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The names by which values are found for the parameters of a text.</summary>
internal static class ParameterNames
{
    /// <summary>The name without prefix, or the number of a positional parameter.</summary>
    public static string Of(ParameterExpression parameter) =>
        parameter.Name.Length > 0 ? parameter.Name : parameter.Position.ToString(CultureInfo.InvariantCulture);
}
