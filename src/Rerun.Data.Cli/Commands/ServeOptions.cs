using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rerun.Server;

namespace Rerun.Data.Cli.Commands;

/// <summary>The options of <c>serve</c>.</summary>
internal sealed class ServeOptions
{
    private static readonly RerunServerOptions Defaults = new();

    private readonly Option<string> _host = new("--host") { Description = "The address to listen on.", DefaultValueFactory = _ => Defaults.Host.ToString(), HelpName = "H" };
    private readonly Option<int> _port = new("--port") { Description = "The port; 0 takes a free one.", DefaultValueFactory = _ => Defaults.Port, HelpName = "N" };
    private readonly Option<string?> _token = new("--token") { Description = "The token that clients must bring; default: everybody is served.", HelpName = "T" };

    private readonly Option<string[]> _roots = new("--root")
    {
        Description = "A folder below which clients may name files to register; may be repeated. Default: the data source's own folder.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _certificate = new("--certificate") { Description = "A PEM file with the certificate to serve TLS with; default: clear text.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "A PEM file with the certificate's private key; default: it is in the same file.", HelpName = "FILE" };
    private readonly Option<int> _calls = new("--max-calls") { Description = "How many calls are answered at once.", DefaultValueFactory = _ => Defaults.MaxConcurrentCalls, HelpName = "N" };
    private readonly Option<int> _message = new("--max-message-mb") { Description = "The greatest message that is read, in MiB.", DefaultValueFactory = _ => Defaults.MaxRequestBytes >> 20, HelpName = "N" };
    private readonly Option<double?> _seconds = new("--max-seconds") { Description = "How long a call may take; default: as long as it likes.", HelpName = "S" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_host, _port, _token, _roots, _certificate, _key, _calls, _message, _seconds])
        {
            command.Add(option);
        }
    }

    /// <summary>The options but for the certificate.</summary>
    /// <exception cref="WrongUsageException">A value means nothing.</exception>
    public RerunServerOptions Read(ParseResult parsed)
    {
        if (!IPAddress.TryParse(parsed.GetRequiredValue(_host), out var address))
        {
            throw new WrongUsageException($"--host takes an IP address, not '{parsed.GetRequiredValue(_host)}'.");
        }

        var roots = parsed.GetValue(_roots);
        if (roots?.FirstOrDefault(root => !Directory.Exists(root)) is { } missing)
        {
            throw new WrongUsageException($"--root takes a folder; there is none at '{missing}'.");
        }

        return new RerunServerOptions
        {
            Host = address,
            Port = Within(parsed, _port, IPEndPoint.MinPort, IPEndPoint.MaxPort),
            Token = parsed.GetValue(_token),
            Roots = roots is { Length: > 0 } ? roots : null,
            MaxConcurrentCalls = Within(parsed, _calls, 1, int.MaxValue),
            MaxRequestBytes = Within(parsed, _message, 1, int.MaxValue >> 20) << 20,
            MaxCallTime = parsed.GetValue(_seconds) switch
            {
                null => null,
                { } seconds and > 0 and < 1e6 => TimeSpan.FromSeconds(seconds),
                var seconds => throw new WrongUsageException($"--max-seconds takes a number of seconds, not {seconds}."),
            },
        };
    }

    /// <summary>The certificate to serve TLS with, or null; the caller disposes it.</summary>
    /// <exception cref="WrongUsageException">It cannot be read.</exception>
    public X509Certificate2? Certificate(ParseResult parsed)
    {
        if (parsed.GetValue(_certificate) is not { } path)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(path, parsed.GetValue(_key));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new WrongUsageException($"The certificate '{path}' cannot be read: {exception.Message}");
        }
    }

    private static int Within(ParseResult parsed, Option<int> option, int least, int greatest) =>
        parsed.GetValue(option) is var value && value >= least && value <= greatest
            ? value
            : throw new WrongUsageException($"{option.Name} takes a number from {least} to {greatest}, not {value}.");
}
