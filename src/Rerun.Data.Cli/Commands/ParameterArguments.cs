using System.Globalization;
using Rerun.Query;

namespace Rerun.Data.Cli.Commands;

/// <summary>Parameters given as <c>NAME=VALUE</c>: whole and decimal numbers, <c>true</c>, <c>false</c>, <c>null</c>, a JSON-like list of these, else text.</summary>
internal static class ParameterArguments
{
    public static QueryParameters Parse(IEnumerable<string> arguments)
    {
        var parameters = new List<QueryParameter>();
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new WrongUsageException($"The parameter '{argument}' is not of the form NAME=VALUE.");
            }

            parameters.Add(new QueryParameter(argument[..equals], Value(argument[(equals + 1)..])));
        }

        return new QueryParameters(parameters);
    }

    private static object? Value(string text) => text switch
    {
        "null" => DBNull.Value,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && char.IsAsciiDigit(text[^1]) => number,
        ['\'', .. var quoted, '\''] => quoted,
        _ => text,
    };
}
