using System.Globalization;
using System.Net;

namespace Sealane.Lab.Programs;

/// <summary>
/// A script that Node loads before a program: AWS's SDK for JavaScript and MinIO's open connections of their own and ask no proxy, whatever the
/// environment says. Every connection to another machine goes to the lab, which tells from the handshake whom it was for.
/// </summary>
internal static class LeadIn
{
    public static string For(IPEndPoint lab) => string.Create(CultureInfo.InvariantCulture, $$"""
        'use strict';
        // Connections to other machines end in the Sealane lab; what stays on this machine is left alone.
        const net = require('node:net');
        const connect = net.Socket.prototype.connect;
        const isHere = host => host === undefined || host === null || host === 'localhost' || host === '::1' || /^127\./.test(host);
        net.Socket.prototype.connect = function (...args) {
          const isListed = Array.isArray(args[0]);
          const first = isListed ? args[0][0] : args[0];
          if (first !== null && typeof first === 'object' && !first.path && !isHere(first.host)) {
            const led = { ...first, host: '{{lab.Address}}', port: {{lab.Port}} };
            if (isListed) args[0][0] = led; else args[0] = led;
          } else if (!isListed && typeof args[1] === 'string' && !isHere(args[1])) {
            args[0] = {{lab.Port}};
            args[1] = '{{lab.Address}}';
          }
          return connect.apply(this, args);
        };

        """);
}
