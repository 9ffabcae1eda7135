using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FunctionsExport.Configuration;

/// <summary>
/// Reads one section of the settings and reports every fault instead of throwing at the first: a value that cannot be read, one
/// out of range, one that is missing, and, at the end, names that nothing has asked for.
/// </summary>
public sealed class SettingsReader
{
    private readonly IConfigurationSection _section;
    private readonly SettingsReport _report;
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingsReader> _children = [];
    private bool _hasFaults;

    /// <summary>Creates a reader.</summary>
    /// <param name="section">The section to read.</param>
    /// <param name="report">Where faults and secret values are collected.</param>
    public SettingsReader(IConfigurationSection section, SettingsReport report)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(report);
        _section = section;
        _report = report;
    }

    /// <summary>Whether the section has any setting.</summary>
    public bool Exists => _section.Exists();

    /// <summary>Whether this reader or one of its children has reported a fault.</summary>
    public bool HasFaults => _hasFaults || _children.Any(c => c.HasFaults);

    /// <summary>The setting's full name, as an app setting is written: <c>Export__Sources__orders__Provider</c>.</summary>
    public string NameOf(string key) => $"{_section.Path}:{key}".Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Reports a fault of a setting.</summary>
    /// <param name="key">The setting's key in this section.</param>
    /// <param name="fault">What is wrong and how to mend it: <c>must be …</c>, <c>is missing; …</c>.</param>
    public void Fault(string key, string fault)
    {
        _hasFaults = true;
        _report.Add(NameOf(key), fault);
    }

    /// <summary>A text, trimmed; null when absent or blank.</summary>
    public string? Text(string key)
    {
        _asked.Add(key);
        var value = _section[key]?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>A text that must be there; null (and a fault) when it is not.</summary>
    /// <param name="key">The setting's key.</param>
    /// <param name="remedy">What to set it to, for the fault.</param>
    public string? RequiredText(string key, string remedy)
    {
        var value = Text(key);
        if (value is null)
        {
            Fault(key, $"is missing; set it to {remedy}.");
        }

        return value;
    }

    /// <summary>A secret, exactly as written; null when absent. Its value is remembered, so that it can be scrubbed.</summary>
    public string? Secret(string key)
    {
        _asked.Add(key);
        var value = _section[key];
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        _report.AddSecret(value);
        return value;
    }

    /// <summary>A secret that must be there; null (and a fault) when it is not.</summary>
    public string? RequiredSecret(string key, string remedy)
    {
        var value = Secret(key);
        if (value is null)
        {
            Fault(key, $"is missing; set it to {remedy}.");
        }

        return value;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool defaultValue)
    {
        var text = Text(key);
        if (text is null || bool.TryParse(text, out defaultValue))
        {
            return defaultValue;
        }

        Fault(key, $"must be true or false, but is '{text}'.");
        return false;
    }

    /// <summary>A value out of named ones, in any case.</summary>
    public T OneOf<T>(string key, T defaultValue, params ReadOnlySpan<(string Name, T Value)> values)
    {
        var text = Text(key);
        if (text is null)
        {
            return defaultValue;
        }

        var names = new List<string>();
        foreach (var (name, value) in values)
        {
            if (string.Equals(text, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }

            names.Add(name);
        }

        Fault(key, $"must be {string.Join(", ", names[..^1])} or {names[^1]}, but is '{text}'.");
        return defaultValue;
    }

    /// <summary>A whole number between two bounds.</summary>
    public int WholeNumber(string key, int defaultValue, int min, int max)
    {
        var text = Text(key);
        if (text is null)
        {
            return defaultValue;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
        {
            return value;
        }

        Fault(key, $"must be a whole number from {min} to {max}, but is '{text}'.");
        return defaultValue;
    }

    /// <summary>A span of time, <c>hh:mm:ss</c> or <c>d.hh:mm:ss</c>, between two bounds.</summary>
    public TimeSpan Duration(string key, TimeSpan defaultValue, TimeSpan min, TimeSpan max)
    {
        var text = Text(key);
        if (text is null)
        {
            return defaultValue;
        }

        // "24:00:00" would be read as 24 days: days are written before a dot. "01:30" would be read as hours, and may mean minutes.
        if (text.Count(c => c == ':') == 2
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Fault(key, $"must be a time from {min:c} to {max:c}, written hh:mm:ss or d.hh:mm:ss, but is '{text}'.");
        return defaultValue;
    }

    /// <summary>The reader of a section below this one.</summary>
    public SettingsReader Section(string key)
    {
        _asked.Add(key);
        var child = new SettingsReader(_section.GetSection(key), _report);
        _children.Add(child);
        return child;
    }

    /// <summary>Passes a setting or a section over: it is known, and not looked into.</summary>
    public void PassOver(string key) => _asked.Add(key);

    /// <summary>The keys directly below this section.</summary>
    public IReadOnlyList<string> Keys => [.. _section.GetChildren().Select(c => c.Key)];

    /// <summary>Reports every setting in this section, and in those read through it, that nothing has asked for.</summary>
    public void ReportUnknown()
    {
        foreach (var key in Keys.Where(k => !_asked.Contains(k)))
        {
            var known = string.Join(", ", _asked.Order(StringComparer.Ordinal));
            Fault(key, $"is not a setting; the settings here are {known}.");
        }

        foreach (var child in _children)
        {
            child.ReportUnknown();
        }
    }
}
