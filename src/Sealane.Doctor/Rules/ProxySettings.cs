using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>The settings by which an intermediary leaves a part of the request alone, as measured.</summary>
internal static class ProxySettings
{
    private static readonly (FindingRow Cause, string Proxy, string Setting)[] Rows =
    [
        (FindingTable.HostRewritten, "nginx", "proxy_set_header Host $http_host;"),
        (FindingTable.HostRewritten, "apache", "ProxyPreserveHost On"),
        (FindingTable.HostRewritten, "trafficserver", "proxy.config.url_remap.pristine_host_hdr 1"),
        (FindingTable.HostRewritten, "h2o", "proxy.preserve-host: ON"),
        (FindingTable.HostRewritten, "yarp", "the transform RequestHeaderOriginalHost: true"),
        (FindingTable.HostRewritten, "mitmproxy", "keep_host_header"),
        (FindingTable.PathRewritten, "nginx", "proxy_pass without a URI part, not even a slash"),
        (FindingTable.PathRewritten, "apache", "ProxyPass ... nocanon, with AllowEncodedSlashes NoDecode"),
        (FindingTable.PathRewritten, "haproxy", "no http-request normalize-uri"),
        (FindingTable.PathRewritten, "envoy", "normalize_path: false, merge_slashes: false"),
        (FindingTable.PathRewritten, "istio", "pathNormalization: NONE"),
        (FindingTable.PathRewritten, "yarp", "a transformer that sends the raw target"),
        (FindingTable.QueryRewritten, "haproxy", "no http-request normalize-uri query-sort-by-name or percent-to-uppercase"),
        (FindingTable.HeaderNameDropped, "nginx", "underscores_in_headers on; and ignore_invalid_headers off;"),
        (FindingTable.AuthorizationLost, "squid", "cache_peer ... login=PASSTHRU"),
        (FindingTable.AuthorizationLost, "cloudfront", "an origin request policy that forwards Authorization"),
        (FindingTable.MethodRewritten, "nginx", "proxy_cache_convert_head off;"),
    ];

    /// <summary>The advice, and the setting of the hop's own program where its name tells which that is, else those of all that are known.</summary>
    public static string For(FindingRow cause, string hop, string advice)
    {
        var known = Rows.Where(row => row.Cause == cause).ToList();
        var named = known.Where(row => hop.Contains(row.Proxy, StringComparison.OrdinalIgnoreCase)).ToList();
        var shown = (named.Count > 0 ? named : known).Select(row => $"{row.Proxy}: {row.Setting}").ToList();
        return shown.Count == 0 ? advice : $"{advice} {string.Join(". ", shown).TrimEnd(';')}.";
    }
}
