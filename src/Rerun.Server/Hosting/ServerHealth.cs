namespace Rerun.Server.Hosting;

/// <summary>Whether the server takes calls; it no longer does once it is asked to stop.</summary>
internal sealed class ServerHealth
{
    private volatile bool _isServing = true;

    public bool IsServing => _isServing;

    public void Stop() => _isServing = false;
}
