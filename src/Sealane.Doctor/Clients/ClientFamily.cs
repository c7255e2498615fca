namespace Sealane.Doctor.Clients;

/// <summary>The program or library that computed a signature: what it signs depends on this and on its version.</summary>
public enum ClientFamily
{
    /// <summary>Not one that is known here.</summary>
    Unknown,

    /// <summary>Sealane itself.</summary>
    Sealane,

    /// <summary>botocore: boto3, version 1 of the AWS CLI and much else in Python.</summary>
    Botocore,

    /// <summary>Version 2 of the AWS CLI, which carries its own botocore.</summary>
    AwsCli2,

    /// <summary>AWS SDK for .NET.</summary>
    DotNet,

    /// <summary>AWS SDK for Java, version 2.</summary>
    Java2,

    /// <summary>AWS SDK for Java, version 1.</summary>
    Java1,

    /// <summary>AWS SDK for JavaScript, version 3.</summary>
    JavaScript3,

    /// <summary>AWS SDK for Go, version 2.</summary>
    Go2,

    /// <summary>AWS SDK for Go, version 1.</summary>
    Go1,

    /// <summary>AWS SDK for Rust.</summary>
    Rust,

    /// <summary>AWS SDK for C++.</summary>
    Cpp,

    /// <summary>AWS SDK for Ruby.</summary>
    Ruby,

    /// <summary>AWS SDK for PHP.</summary>
    Php,

    /// <summary>AWS SDK for Kotlin.</summary>
    Kotlin,

    /// <summary>The AWS common runtime (aws-c-auth).</summary>
    Crt,

    /// <summary>minio-go, and mc on it.</summary>
    MinioGo,

    /// <summary>MinIO's clients in other languages.</summary>
    Minio,

    /// <summary>rclone, which signs with AWS SDK for Go version 2 and per-provider quirks.</summary>
    Rclone,

    /// <summary>s3cmd.</summary>
    S3cmd,
}
