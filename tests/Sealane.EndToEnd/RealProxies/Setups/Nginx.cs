using System.Net;

namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>nginx, by what stands in its <c>location</c>.</summary>
internal static class Nginx
{
    private const string KeepsHost = "proxy_set_header Host $http_host;";

    // What MinIO's and Ceph's pages tell nginx to do.
    private const string ForS3 = $"""
        {KeepsHost}
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_buffering off;
        proxy_request_buffering off;
        chunked_transfer_encoding off;
        client_max_body_size 0;
        """;

    // What the controller of Kubernetes writes into its nginx.conf for an Ingress without annotations.
    private const string OfIngress = $"""
        {KeepsHost}
        proxy_set_header X-Request-ID $request_id;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-Port $server_port;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-Scheme $scheme;
        proxy_set_header X-Scheme $scheme;
        proxy_set_header X-Original-Forwarded-For $http_x_forwarded_for;
        proxy_set_header Proxy "";
        proxy_set_header Connection "";
        proxy_http_version 1.1;
        proxy_buffering off;
        proxy_request_buffering on;
        proxy_redirect off;
        client_max_body_size 1m;
        """;

    public static IReadOnlyList<ProxySetup> Setups { get; } =
    [
        Setup("nginx", origin => $"proxy_pass http://{origin};"),
        Setup("nginx-host", origin => $"{KeepsHost} proxy_pass http://{origin};"),
        Setup("nginx-uri", origin => $"{KeepsHost} proxy_pass http://{origin}/;"),
        Setup("nginx-s3", origin => $"{ForS3} proxy_pass http://{origin};"),
        Setup("nginx-gzip", origin => $"{KeepsHost} gzip on; gzip_types application/xml; proxy_pass http://{origin};"),
        Setup("ingress-nginx", origin => $"{OfIngress} proxy_pass http://{origin};") with { Volatile = ["X-Request-ID", "X-Forwarded-Port"] },
    ];

    /// <summary>nginx with a location of a test's own.</summary>
    public static ProxySetup Setup(string profile, Func<IPEndPoint, string> location) =>
        new(profile, "nginx", "nginx 1.22.1", place => Lay(place, location(place.Origin)));

    // One process, so that nothing outlives it, and so that it stays the user who owns the folder. All else is as nginx comes.
    // -e: until it has read its configuration it would log to the machine's own file.
    private static IReadOnlyList<string> Lay(ProxyPlace place, string location) =>
    [
        "-p", place.Folder.Path, "-e", place.Folder.File("error.log"), "-c", place.Write("nginx.conf", $$"""
            daemon off;
            master_process off;
            pid {{place.Folder.File("nginx.pid")}};
            error_log {{place.Folder.File("error.log")}};
            events {}
            http {
                access_log off;
                client_body_temp_path {{place.Folder.File("body")}};
                proxy_temp_path {{place.Folder.File("proxy")}};
                fastcgi_temp_path {{place.Folder.File("fastcgi")}};
                uwsgi_temp_path {{place.Folder.File("uwsgi")}};
                scgi_temp_path {{place.Folder.File("scgi")}};
                server {
                    listen 127.0.0.1:{{place.Port}};
                    location / {
                        {{location}}
                    }
                }
            }
            """),
    ];
}
