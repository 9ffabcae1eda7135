using System.Globalization;
using FunctionsExport.Emulators.RedisEnterprise.Api;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;

namespace FunctionsExport.Emulators.RedisEnterprise.Faults;

/// <summary>The faults that requests meet, in the order in which they were planned. Safe for threads.</summary>
internal sealed class RequestFaults
{
    private readonly Lock _lock = new();
    private readonly List<(RequestFault Fault, int Left)> _planned = [];

    /// <summary>Those that are left.</summary>
    public IReadOnlyList<RequestFault> Planned
    {
        get
        {
            lock (_lock)
            {
                return [.. _planned.Select(entry => entry.Fault with { Times = entry.Left })];
            }
        }
    }

    /// <exception cref="ArgumentException">A value is not allowed; the message names it.</exception>
    public void Add(RequestFault fault)
    {
        if (fault.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(fault));
        }

        lock (_lock)
        {
            _planned.Add((fault, fault.Times));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
        }
    }

    public async Task PassAsync(HttpContext context, RequestDelegate next, Cluster cluster)
    {
        if (Take(context.Request.Method, context.Request.Path.Value ?? "", NodeGate.Of(context).Uid) is not { } fault)
        {
            await next(context);
            return;
        }

        if (fault.DelaySeconds > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(fault.DelaySeconds), cluster.Options.Time, context.RequestAborted);
        }

        if (fault.Drop == DropPoint.Before)
        {
            Gate.Drop(context);
        }
        else if (fault.Drop == DropPoint.After)
        {
            await TakeAndDropAsync(context, next);
        }
        else if (fault.Status is { } status)
        {
            await AnswerAsync(context, status, fault.RetryAfterSeconds, cluster);
        }
        else
        {
            await next(context);
        }
    }

    private RequestFault? Take(string method, string path, int node)
    {
        lock (_lock)
        {
            var index = _planned.FindIndex(entry => entry.Fault.Meets(method, path, node));
            if (index < 0)
            {
                return null;
            }

            var (fault, left) = _planned[index];
            if (left == 1)
            {
                _planned.RemoveAt(index);
            }
            else if (left > 1)
            {
                _planned[index] = (fault, left - 1);
            }

            return fault;
        }
    }

    private static async Task TakeAndDropAsync(HttpContext context, RequestDelegate next)
    {
        // Nothing of the answer may reach the connection before it is reset.
        context.Response.Body = Stream.Null;
        try
        {
            await next(context);
        }
        finally
        {
            Gate.Drop(context);
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, int? retryAfter, Cluster cluster)
    {
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await ApiError.Of(status).WriteAsync(context, cluster.Answers.ErrorBody);
    }
}
