#!/bin/sh
# An array of 32 tasks, each with one part in 32 of the names:  sbatch slurm-array.sh
#SBATCH --job-name=sealane-sync
#SBATCH --array=0-31
#SBATCH --cpus-per-task=2
#SBATCH --mem=256M

exec sealane sync /scratch/results s3://bucket/results --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
