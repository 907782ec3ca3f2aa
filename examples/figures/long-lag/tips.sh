#!/bin/sh
# What the usual tips are worth: five seeds each of births and of the adding problem. Start it in the
# folder of the sources; leaves runs/tips-TASK-TIP. 80 trainings.
set -eu
a=model.layers.0.lstm
b=model.layers.1.lstm

births() { # TIP, then changes
  tip=$1
  shift
  ./sluice tune examples/births.yaml --seeds 5 --out "runs/tips-births-$tip" "$@"
}

adding() {
  tip=$1
  shift
  ./sluice tune examples/figures/long-lag/lstm.yaml --seeds 5 --out "runs/tips-adding-$tip" "$@"
}

births none # forget bias 1, gradients cut at norm 1
births forget-bias-0 --set $a.forget_bias=0 --set $b.forget_bias=0
births chrono --set $a.chrono=56 --set $b.chrono=56
births initial-cell --set $a.initial_cell=0.1 --set $b.initial_cell=0.1
births hard-gates --set $a.gates=hard-sigmoid --set $b.gates=hard-sigmoid
births l1 --set $a.penalty.output_gate=1e-4 --set $b.penalty.output_gate=1e-4
births clip-none --set training.clip.norm=none
births clip-0.25 --set training.clip.norm=0.25

adding none # chrono(100), gradients cut at norm 1
adding forget-bias-1 --set $a.chrono=none
adding forget-bias-0 --set $a.chrono=none --set $a.forget_bias=0
adding initial-cell --set $a.initial_cell=0.1
adding hard-gates --set $a.gates=hard-sigmoid
adding l1 --set $a.penalty.output_gate=1e-4
adding clip-none --set training.clip.norm=none
adding clip-0.25 --set training.clip.norm=0.25
